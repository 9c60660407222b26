import type {
  WebhookRequest,
  WebhookResponse,
} from '@sei-platform/plugin-engineering-insights-node';

/** Graph never sends HTML or scripts; whatever could be some is nobody's token. */
const PLAUSIBLE = /^[A-Za-z0-9 .,:;_~+/=%@|-]{1,1024}$/;

/** Microsoft Graph's question whether an address is meant, which it does not sign: the token, as plain text. */
export function answerValidation({
  query,
}: WebhookRequest): WebhookResponse | undefined {
  const { validationToken: token } = query;
  if (token === undefined || !PLAUSIBLE.test(token)) return undefined;
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: token };
}
