import { testDatabase } from '../../testDatabase';
import { ensureScopes } from './ensureScopes';

const databases = testDatabase();
const scope = (
  externalId: string,
  rest: { title?: string; url?: string } = {},
) => ({
  source: 'github',
  origin: 'https://github.com',
  externalId,
  ...rest,
});

describe('ensureScopes', () => {
  it('gives each scope one id, whoever asks and however often', async () => {
    const knex = await databases.create();
    const [a, b, again] = await ensureScopes({
      knex,
      scopes: [scope('b'), scope('a'), scope('b')],
    });
    expect(again).toBe(a);
    expect(b).not.toBe(a);
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() =>
        ensureScopes({ knex, scopes: [scope('c'), scope('a'), scope('d')] }),
      ),
    );
    expect(new Set(answers.map(ids => JSON.stringify(ids))).size).toBe(1);
    await expect(
      knex('scopes').orderBy('external_id').pluck('external_id'),
    ).resolves.toEqual(['a', 'b', 'c', 'd']);
  });

  it('tells scopes of other sources and installations apart', async () => {
    const knex = await databases.create();
    const ids = await ensureScopes({
      knex,
      scopes: [
        scope('a'),
        { ...scope('a'), origin: 'https://ghe.example' },
        { ...scope('a'), source: 'gitlab' },
      ],
    });
    expect(new Set(ids).size).toBe(3);
  });

  it('keeps a title and URL until another one is told', async () => {
    const knex = await databases.create();
    const read = () => knex('scopes').select('title', 'url').first();
    await ensureScopes({ knex, scopes: [scope('a')] });
    expect(await read()).toEqual({ title: 'a', url: null });
    await ensureScopes({
      knex,
      scopes: [scope('a', { title: 'Payments', url: 'https://github.com/a' })],
    });
    await ensureScopes({ knex, scopes: [scope('a')] });
    expect(await read()).toEqual({
      title: 'Payments',
      url: 'https://github.com/a',
    });
    await ensureScopes({ knex, scopes: [scope('a', { title: 'Billing' })] });
    expect(await read()).toEqual({
      title: 'Billing',
      url: 'https://github.com/a',
    });
  });

  it.each([
    // eslint-disable-next-line no-script-url -- what must not become a link
    "javascript:alert('a')",
    'data:text/html,<script>alert(1)</script>',
    '//evil.example/a',
    'java\nscript:alert(1)',
    'no address',
  ])('keeps no address that is not of the web: %j', async url => {
    const knex = await databases.create();
    await ensureScopes({ knex, scopes: [scope('a', { url })] });
    await ensureScopes({
      knex,
      scopes: [scope('b', { url: 'https://github.com/b' })],
    });
    await ensureScopes({ knex, scopes: [scope('b', { url })] });
    await expect(
      knex('scopes').orderBy('external_id').pluck('url'),
    ).resolves.toEqual([null, 'https://github.com/b']);
  });
});
