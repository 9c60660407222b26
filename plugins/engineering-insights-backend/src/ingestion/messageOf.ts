import { isError } from '@backstage/errors';

/** What an error says, without its name and without the cause that Backstage's errors append. */
export function messageOf(error: unknown): string {
  if (!isError(error)) return String(error);
  const { message, cause } = error;
  const suffix = `caused by ${String(cause)}`;
  if (cause === undefined || !message.endsWith(suffix)) return message;
  return message.slice(0, -suffix.length).replace(/; $/, '');
}
