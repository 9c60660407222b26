import { fetchWithinOrigin } from './fetchWithinOrigin';
import {
  sendJson,
  startSourceServer,
  type SourceServer,
} from './testUtils/startSourceServer';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
}

const start = (locations: Readonly<Record<string, () => string>>) =>
  startSourceServer<Asked>({
    toRequest: ({ method, url, headers }) => ({
      method,
      path: url.pathname,
      token: headers.authorization,
    }),
    answer: ({ path }, response) => {
      const location = locations[path]?.();
      sendJson(
        response,
        { path },
        location ? { status: 302, headers: { location } } : {},
      );
    },
  });

describe('fetchWithinOrigin', () => {
  let source: SourceServer<Asked>;
  let other: SourceServer<Asked>;

  beforeAll(async () => {
    other = await start({});
    source = await start({
      '/old': () => '/new',
      '/whole': () => `${source.origin}/new`,
      '/elsewhere': () => `${other.origin}/secret`,
      '/scheme': () => '//127.0.0.1:9/secret',
      '/file': () => 'file:///etc/passwd',
      '/broken': () => 'http://[',
      '/circle': () => '/circle',
    });
  });
  afterAll(async () => {
    await Promise.all([source.stop(), other.stop()]);
  });

  const ask = (path: string, options: RequestInit = {}) =>
    fetchWithinOrigin(`${source.origin}${path}`, {
      headers: { authorization: 'token' },
      ...options,
    });

  it.each(['/old', '/whole'])(
    'follows what stays at the source: %s',
    async path => {
      const response = await ask(path);
      expect(await response.json()).toEqual({ path: '/new' });
      expect(source.received.at(-1)).toEqual({
        method: 'GET',
        path: '/new',
        token: 'token',
      });
    },
  );

  it.each(['/elsewhere', '/scheme', '/file', '/broken'])(
    'hands back what leads away from it: %s',
    async path => {
      expect((await ask(path)).status).toBe(302);
      expect(other.received).toEqual([]);
    },
  );

  it('ends a circle', async () => {
    const before = source.received.length;
    expect((await ask('/circle')).status).toBe(302);
    expect(source.received.length - before).toBe(4);
  });

  it('asks with a body once', async () => {
    const before = source.received.length;
    expect((await ask('/old', { method: 'POST', body: '{}' })).status).toBe(
      302,
    );
    expect(source.received.length - before).toBe(1);
  });
});
