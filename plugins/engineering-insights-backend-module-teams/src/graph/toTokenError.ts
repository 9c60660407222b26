import {
  AuthenticationError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { parseJsonObject } from './parseJsonObject';
import { secondsToWait } from './secondsToWait';
import type { ReceivedAnswer } from './sendRequest';

const KEY = 'engineeringInsights.sources.teams[]';

/** What to do about the codes of OAuth 2.0 and Microsoft Entra. */
const REMEDIES: Readonly<Record<string, string>> = {
  invalid_client: `Set ${KEY}.clientSecret to a secret of the app registration that is still valid; it is the secret's value, not its id.`,
  unauthorized_client: `Set ${KEY}.clientId to an app registration of the tenant ${KEY}.tenantId, or grant it admin consent there.`,
  invalid_request: `Check ${KEY}.tenantId and clientId.`,
  invalid_scope: `Set ${KEY}.graphBaseUrl and authority to addresses of one cloud.`,
  invalid_resource: `Set ${KEY}.graphBaseUrl and authority to addresses of one cloud.`,
};
const OTHERWISE = `Check ${KEY}.tenantId, clientId, clientSecret and authority.`;

/** Says why Microsoft Entra gave no access token, by status and code, never by its text. */
export function toTokenError(
  answer: ReceivedAnswer & { readonly request: string },
): Error {
  const { status, headers, text, request } = answer;
  if (status === 429) {
    const seconds = secondsToWait(headers);
    return new RateLimitError(
      seconds,
      `Microsoft Entra asks to wait ${seconds} seconds after ${request}.`,
    );
  }
  const error = parseJsonObject(text)?.error;
  const code =
    typeof error === 'string' && /^\w{1,60}$/.test(error) ? error : undefined;
  if (status >= 500 || status === 408 || code === 'temporarily_unavailable') {
    return new SourceFailureError(
      `Microsoft Entra answered ${status} to ${request}.`,
      { status },
    );
  }
  if (status >= 300 && status < 400) {
    return new Error(
      `Microsoft Entra answered ${status} to ${request}. Set ${KEY}.authority to the address at which it answers itself.`,
    );
  }
  return new AuthenticationError(
    `Microsoft Entra gave no access token for ${request} (${code ?? status}). ${
      REMEDIES[code ?? ''] ?? OTHERWISE
    }`,
  );
}
