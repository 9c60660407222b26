import fc from 'fast-check';
import type { JsonValue } from '@backstage/types';
import { createRedaction } from '../privacy/createRedaction';
import type { PrivacyRules } from '../privacy/PrivacyRules';
import { pseudonymize } from '../privacy/pseudonymize';
import { scrubBody, scrubPersonal } from './scrubPersonal';

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
      message: `Fix it\n\nCo-authored-by: ${pseudonymize(
        'Ada',
        salt,
      )} <${pseudonym}>\nCo-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>`,
      labels: [`ask ${pseudonym}`, 'icon@2x.png'],
    });
  });

  it('leaves what was scrubbed as it is, so that a webhook and a page give the same', () => {
    const pointers = ['/author/email', '/author/name'];
    const once = scrubPersonal({ item, pointers, salt });
    expect(scrubPersonal({ item: once, pointers, salt })).toEqual(once);
    expect(
      scrubPersonal({
        item: scrubBody({ body: item, salt }),
        pointers,
        salt,
      }),
    ).toMatchObject({
      author: {
        ...(once as typeof item).author,
        login: pseudonymize('ada', salt),
      },
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

describe('scrubBody', () => {
  it('leaves a tag of a package as it is, as the source lists it so as well', () => {
    const body = { release: { tag_name: '@acme/ui@1.2.0-beta.next' } };
    expect(scrubBody({ body, salt })).toEqual(body);
  });

  it('replaces an address that only its member tells for one', () => {
    const body = { email: 'root@localhost' };
    expect(scrubBody({ body, salt })).toEqual({
      email: pseudonymize('root@localhost', salt),
    });
  });

  it('replaces addresses and the names of accounts, wherever they stand', () => {
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
    const text = JSON.stringify(scrubBody({ body, salt }));
    expect(text).toContain(`<${pseudonymize('ada@example.com', salt)}>`);
    expect(text).not.toContain('ada@example.com');
    expect(text).not.toContain('Ada');
    expect(text).toContain('payments');
    expect(text).not.toContain('"ada"');
  });
});

const FULL: PrivacyRules = { mode: 'full', redact: title => title };

describe('the mode full', () => {
  it('stores what was sent', () => {
    const body = {
      sender: { login: 'ada', avatar_url: 'https://avatars.example/7' },
      message: 'Fix it\n\nCo-authored-by: Ada <ada@example.com>',
    };
    expect(scrubBody({ body, salt, privacy: FULL })).toEqual(body);
    expect(
      scrubPersonal({
        item: body,
        pointers: ['/sender/login'],
        salt,
        privacy: FULL,
      }),
    ).toEqual(body);
  });
});

describe('titles', () => {
  const redact = createRedaction(['cust-\\d+']);
  const body = {
    id: 'CUST-1',
    pull_request: { title: 'Mend CUST-1', head: { ref: 'fix/CUST-1' } },
    commits: [{ message: 'CUST-1, and more' }],
  };
  const redacted = {
    id: 'CUST-1',
    pull_request: { title: 'Mend [redacted]', head: { ref: 'fix/CUST-1' } },
    commits: [{ message: '[redacted], and more' }],
  };

  it.each(['none', 'pseudonymous', 'full'] as const)(
    'are redacted with the mode %s, and ids are not',
    mode => {
      const privacy = { mode, redact };
      expect(scrubBody({ body, salt, privacy })).toEqual(redacted);
      expect(
        scrubPersonal({ item: body, pointers: [], salt, privacy }),
      ).toEqual(redacted);
    },
  );
});

describe('of any body', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      'ada',
      'Ada Lovelace',
      'ada@example.com',
      'renovate[bot]',
      'Signed-off-by: Ada Lovelace <ada@example.com>',
      'CUST-1 by ada@example.com',
    ),
  );
  const name = fc.constantFrom(
    'login',
    'name',
    'email',
    'title',
    'message',
    'author',
    'user_name',
    'type',
    'url',
  );
  const { value: anyBody } = fc.letrec<{ value: JsonValue }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 4 }),
    ),
  }));
  const redact = createRedaction(['cust-\\d+', 'ada', '^by']);
  const pointers = ['/author/login', '/author', '/*/name'];

  it.each(['none', 'pseudonymous', 'full'] as const)(
    'what was scrubbed with the mode %s stays as it is',
    mode => {
      const privacy = { mode, redact };
      fc.assert(
        fc.property(anyBody, body => {
          const scrubBoth = (of: JsonValue) =>
            scrubPersonal({
              item: scrubBody({ body: of, salt, privacy }),
              pointers,
              salt,
              privacy,
            });
          const once = scrubBoth(body);
          expect(scrubBoth(once)).toEqual(once);
        }),
      );
    },
  );
});
