import { pseudonymize, scrubAddresses, scrubPersonal } from './scrubPersonal';

const salt = 'a salt';

describe('scrubPersonal', () => {
  const item = {
    author: { email: 'Ada@example.com', name: 'Ada', login: 'ada' },
    reviews: [{ by: 'ada@example.com' }, { by: 'bob@example.com' }, {}],
    body: 'Thanks to ada@example.com.',
    'a/b': { x: ['one', { deep: 'two' }] },
  };

  it('replaces what the pointers name, and nothing else', () => {
    const scrubbed = scrubPersonal({
      item,
      pointers: ['/author/email', '/reviews/*/by', '/a~1b', '/nobody/here'],
      salt,
    });
    const ada = pseudonymize('ada@example.com', salt);
    expect(scrubbed).toEqual({
      author: { email: ada, name: 'Ada', login: 'ada' },
      reviews: [{ by: ada }, { by: pseudonymize('bob@example.com', salt) }, {}],
      body: `Thanks to ${ada}.`,
      'a/b': {
        x: [pseudonymize('one', salt), { deep: pseudonymize('two', salt) }],
      },
    });
    expect(ada).toMatch(/^person-[0-9a-f]{32}@pseudonym\.invalid$/);
  });

  it('replaces e-mail addresses within a text by the pseudonym that their owner has elsewhere', () => {
    const pseudonym = pseudonymize('ada@example.com', salt);
    expect(
      scrubPersonal({
        item: {
          message:
            'Fix it\n\nCo-authored-by: Ada <Ada@example.com>\nCo-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
          labels: ['ask ada@example.com', 'icon@2x.png'],
        },
        pointers: [],
        salt,
      }),
    ).toEqual({
      message: `Fix it\n\nCo-authored-by: Ada <${pseudonym}>\nCo-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>`,
      labels: [`ask ${pseudonym}`, 'icon@2x.png'],
    });
  });

  it('leaves what was scrubbed as it is, so that a webhook and a page give the same', () => {
    const pointers = ['/author/email', '/author/name'];
    const once = scrubPersonal({ item, pointers, salt });
    expect(scrubPersonal({ item: once, pointers, salt })).toEqual(once);
    expect(
      scrubPersonal({
        item: scrubAddresses({ body: item, salt }),
        pointers,
        salt,
      }),
    ).toMatchObject({
      author: (once as typeof item).author,
    });
  });

  it.each([
    '49699333+dependabot[bot]@users.noreply.github.com',
    'renovate[bot]',
    'noreply@example.com',
    '',
  ])('leaves %p, which is no person', text => {
    expect(pseudonymize(text, salt)).toBe(text);
  });

  it('means nothing under another salt', () => {
    expect(pseudonymize('ada@example.com', 'another')).not.toBe(
      pseudonymize('ada@example.com', salt),
    );
  });
});

describe('scrubAddresses', () => {
  it('leaves a tag of a package as it is, as the source lists it so as well', () => {
    const body = { release: { tag_name: '@acme/ui@1.2.0-beta.next' } };
    expect(scrubAddresses({ body, salt })).toEqual(body);
  });

  it('replaces an address that only its member tells for one', () => {
    const body = { email: 'root@localhost' };
    expect(scrubAddresses({ body, salt })).toEqual({
      email: pseudonymize('root@localhost', salt),
    });
  });

  it('replaces addresses and the names beside them, wherever they stand', () => {
    const body = {
      pusher: { name: 'Ada', email: 'ada@example.com' },
      repository: { name: 'payments' },
      commits: [
        {
          message: 'Fix it\n\nCo-authored-by: A. <ada@example.com>',
          author: { name: 'Ada', email: 'ada@example.com', username: 'ada' },
        },
      ],
    };
    const text = JSON.stringify(scrubAddresses({ body, salt }));
    expect(text).toContain(`<${pseudonymize('ada@example.com', salt)}>`);
    expect(text).not.toContain('ada@example.com');
    expect(text).not.toContain('Ada');
    expect(text).toContain('payments');
    expect(text).toContain('"username":"ada"');
  });
});
