import { ConfigReader } from '@backstage/config';
import type { Request } from 'express';
import { demoAuthenticator } from './demoAuthenticator';

const context = demoAuthenticator.initialize({
  config: new ConfigReader({
    people: [{ userEntityRef: 'user:default/mira.okafor' }],
  }),
});

function authenticate(person?: string) {
  const req = { header: () => person } as unknown as Request;
  return demoAuthenticator.authenticate({ req }, context);
}

describe('the demo sign-in', () => {
  const environment = process.env.NODE_ENV;
  afterEach(() => {
    (process.env as Record<string, string | undefined>).NODE_ENV = environment;
  });
  function setEnvironment(name: string) {
    (process.env as Record<string, string | undefined>).NODE_ENV = name;
  }

  it('lets in whom the configuration lists', async () => {
    setEnvironment('development');
    await expect(authenticate('user:default/mira.okafor')).resolves.toEqual({
      result: { userEntityRef: 'user:default/mira.okafor' },
    });
  });

  it.each(['user:default/somebody', undefined])(
    'refuses %s, whom it does not list',
    async person => {
      setEnvironment('development');
      await expect(authenticate(person)).rejects.toThrow('names nobody');
    },
  );

  it('refuses everybody in production', async () => {
    setEnvironment('production');
    await expect(authenticate('user:default/mira.okafor')).rejects.toThrow(
      'works only when NODE_ENV is "development"',
    );
  });
});
