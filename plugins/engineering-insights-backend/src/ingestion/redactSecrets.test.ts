import { redactSecrets } from './redactSecrets';

it.each([
  ['clone https://user:pa55word@git.example.com/x.git failed', 'pa55word'],
  ['Authorization: Bearer abcdefghijk.lmnop', 'abcdefghijk'],
  ['GET https://example.com/?private_token=s3cretvalue&page=2', 's3cretvalue'],
  ['ghp_0123456789abcdefghij is not valid', 'ghp_0123456789'],
  ['glpat-0123456789abcdefghij is not valid', 'glpat-0123'],
  ['xoxb-1234567890-abcdef is revoked', 'xoxb-1234567890'],
  ['no access for ada@example.com', 'ada@example.com'],
])('takes the secret out of %p', (text, secret) => {
  expect(text).toContain(secret);
  expect(redactSecrets(text)).not.toContain(secret);
});

it('leaves other text as it is', () => {
  const text =
    'The token needs the permission contents: read for acme/payments at https://github.com';
  expect(redactSecrets(text)).toBe(text);
});
