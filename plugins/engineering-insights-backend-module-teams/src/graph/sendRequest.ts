import { ServiceUnavailableError } from '@sei-platform/plugin-engineering-insights-node';

export interface ReceivedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request to Microsoft; what is no answer at all is an outage. */
export async function sendRequest(options: {
  readonly url: string;
  readonly init: RequestInit;
  /** What is asked, without secrets: `GET /teams at graph.microsoft.com`. */
  readonly request: string;
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal;
}): Promise<ReceivedAnswer> {
  const { url, init, request, timeoutMilliseconds, signal } = options;
  const expiry = AbortSignal.timeout(timeoutMilliseconds);
  try {
    const response = await fetch(url, {
      ...init,
      // It would take the secret to another place.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, expiry]) : expiry,
    });
    const { status, headers } = response;
    return { status, headers, text: await response.text() };
  } catch (error) {
    signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      expiry.aborted
        ? `Microsoft gave no answer in time to ${request}.`
        : `Microsoft could not be reached for ${request}, or its answer was cut off.`,
      error,
    );
  }
}
