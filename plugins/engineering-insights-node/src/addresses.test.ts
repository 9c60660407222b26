import { isMachineName, replaceAddresses } from './addresses';

describe('replaceAddresses', () => {
  it.each([
    [
      'Fix it\n\nCo-authored-by: Ada <ada.l+x@mail.example.com>',
      'Fix it\n\nCo-authored-by: Ada <…>',
    ],
    ['ask ada@163.com, or bob@example.org.', 'ask …, or ….'],
    ['josé@exämple.com', '…'],
    ['1234+octocat@users.noreply.github.com', '…'],
    [
      'https://example.com/users/ada@example.com',
      'https://example.com/users/…',
    ],
    ['mailto:ada@example.com', 'mailto:…'],
  ])('replaces those of %j', (text, expected) => {
    expect(replaceAddresses(text, () => '…')).toBe(expected);
  });

  it.each([
    'icons/logo@2x.png',
    '@acme/payments@1.0.0-beta.next',
    'lodash@4.17.21',
    'actions/checkout@v4',
    '@acme/platform, have a look',
    'git@github.com:acme/payments.git',
    'https://ada@example.com/acme/payments.git',
    '49699333+dependabot[bot]@users.noreply.github.com',
    'Signed-off-by: x <noreply@github.com>',
  ])('finds none in %j', text => {
    expect(replaceAddresses(text, () => '…')).toBe(text);
  });

  it('is quick with a long text', () => {
    const text = `${'a.b-'.repeat(250_000)} ${'a@'.repeat(250_000)}`;
    const began = Date.now();
    replaceAddresses(text, () => '…');
    expect(Date.now() - began).toBeLessThan(1_000);
  });
});

it.each([
  ['dependabot[bot]', true],
  ['no-reply@example.com', true],
  ['ada@example.com', false],
  ['ada', false],
])('isMachineName(%j) is %p', (name, expected) => {
  expect(isMachineName(name)).toBe(expected);
});
