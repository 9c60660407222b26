import { createHash, webcrypto } from 'node:crypto';
import { hashEntityRef } from './hashEntityRef';

describe('hashEntityRef', () => {
  const browserCrypto = globalThis.crypto;
  const provide = (crypto: unknown) =>
    Object.defineProperty(globalThis, 'crypto', {
      value: crypto,
      configurable: true,
    });

  afterEach(() => provide(browserCrypto));

  it('is the start of the SHA-256 that the backend computes of the lower-case ref', async () => {
    provide(webcrypto);
    const expected = createHash('sha256')
      .update('component:default/payments')
      .digest('hex')
      .slice(0, 16);
    expect(await hashEntityRef('Component:default/Payments')).toBe(expected);
  });

  it('is unknown where the browser has no digest', async () => {
    provide({});
    expect(await hashEntityRef('component:default/payments')).toBeUndefined();
  });
});
