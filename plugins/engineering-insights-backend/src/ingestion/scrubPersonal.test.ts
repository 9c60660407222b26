import { pseudonymize, scrubAddresses, scrubPersonal } from './scrubPersonal';

const salt = 'a salt';

describe('scrubPersonal', () => {
  const item = {
    author: { email: 'Ada@example.com', name: 'Ada', login: 'ada' },
    reviews: [{ by: 'ada@example.com' }, { by: 'bob@example.com' }, {}],
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
      'a/b': {
        x: [pseudonymize('one', salt), { deep: pseudonymize('two', salt) }],
      },
    });
    expect(ada).toMatch(/^person-[0-9a-f]{32}@pseudonym\.invalid$/);
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
  it('replaces addresses and the names beside them, wherever they stand', () => {
    const body = {
      pusher: { name: 'Ada', email: 'ada@example.com' },
      repository: { name: 'payments' },
      commits: [
        {
          message: 'Fix it',
          author: { name: 'Ada', email: 'ada@example.com', username: 'ada' },
        },
      ],
    };
    const text = JSON.stringify(scrubAddresses({ body, salt }));
    expect(text).not.toContain('ada@example.com');
    expect(text).not.toContain('Ada');
    expect(text).toContain('payments');
    expect(text).toContain('"username":"ada"');
  });
});
