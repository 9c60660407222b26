import type { Problem } from '../api/types';

/** The part of a fetch Response that is read. */
export interface ProblemResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null
      ? (parsed as Record<string, unknown>)
      : {};
  } catch {
    // A proxy in between answers with HTML; the status line is then all there is to tell.
    return {};
  }
}

function readString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The problem details of an answer, also where something in between wrote the answer. */
export async function readProblem(response: ProblemResponse): Promise<Problem> {
  const body = parseObject(await response.text());
  const backstageError = (body.error ?? {}) as Record<string, unknown>;
  const title =
    readString(body.title) ??
    readString(backstageError.name) ??
    (response.statusText || `HTTP ${response.status}`);
  return {
    type: readString(body.type) ?? 'about:blank',
    title,
    status: response.status,
    detail:
      readString(body.detail) ?? readString(backstageError.message) ?? title,
    instance: readString(body.instance),
    requestId:
      readString(body.requestId) ??
      response.headers.get('x-request-id') ??
      undefined,
    errors: Array.isArray(body.errors)
      ? (body.errors as Problem['errors'])
      : undefined,
  };
}
