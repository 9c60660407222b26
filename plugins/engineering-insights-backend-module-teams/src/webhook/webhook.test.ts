import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import type {
  VerifyResult,
  WebhookRequest,
} from '@sei-platform/plugin-engineering-insights-node';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { ChannelListings } from '../channels/ChannelListings';
import { FakeTenant, NEVER, TENANT_ID } from '../testUtils/FakeTenant';
import { teamsWebhook } from './webhook';

const CLIENT_STATE = 'secretClientValue';
const TOKEN = Buffer.from('token of the outgoing webhook').toString('base64');
const OTHER_TOKEN = Buffer.from('token of another').toString('base64');
const OTHER_TENANT = '84bd8158-6d4d-4958-8b9f-9d6445542f95';

let tenant: FakeTenant;
let server: Awaited<ReturnType<FakeTenant['start']>>;
let listings: ChannelListings;
beforeEach(async () => {
  tenant = new FakeTenant();
  server = await tenant.start();
  const { client, source } = server;
  listings = ChannelListings.create({ ...source, client });
});
afterEach(() => server.stop());

function webhookOf(options: { clientState?: string; tokens?: string[] } = {}) {
  const { clientState = CLIENT_STATE, tokens = [OTHER_TOKEN, TOKEN] } = options;
  return teamsWebhook({
    tenantId: TENANT_ID,
    clientState,
    outgoingWebhookTokens: tokens,
    listings,
  });
}

function notification(overrides: JsonObject = {}): JsonObject {
  return {
    subscriptionId: '9f9d1ed0-c9cc-42e7-8d80-a7fc4b0cda3c',
    changeType: 'updated',
    tenantId: TENANT_ID.toUpperCase(),
    clientState: CLIENT_STATE,
    subscriptionExpirationDateTime: '2026-03-04T11:00:00Z',
    resource: "teams('fbe2bf47')/channels('19:a3f8@thread.tacv2')",
    resourceData: { id: '19:a3f8@thread.tacv2' },
    ...overrides,
  };
}

function delivered(
  body: unknown,
  rest: Partial<WebhookRequest> = {},
): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return webhookRequest({ body: Buffer.from(text), headers: {}, ...rest });
}

function deliveryIdOf(verdict: VerifyResult) {
  if (!verdict.isVerified) throw new Error(verdict.reason);
  return verdict.deliveryId;
}

const MESSAGE = {
  type: 'message',
  id: '1772366400000',
  text: '<at>Insights</at> the card readers are down',
  from: { id: '29:1', name: 'Someone' },
  channelData: { channel: { id: '19:a3f8@thread.tacv2' } },
};

function signed(body: object, token = TOKEN): WebhookRequest {
  const text = JSON.stringify(body);
  const signature = createHmac('sha256', Buffer.from(token, 'base64'))
    .update(text)
    .digest('base64');
  return delivered(text, { headers: { authorization: `HMAC ${signature}` } });
}

describe('change notifications', () => {
  it.each<[string, unknown, boolean]>([
    ['with the secret', { value: [notification()] }, true],
    [
      'of many, all with the secret',
      { value: [notification(), notification()] },
      true,
    ],
    [
      'with another secret',
      { value: [notification({ clientState: 'x' })] },
      false,
    ],
    [
      'with a longer secret',
      { value: [notification({ clientState: `${CLIENT_STATE}x` })] },
      false,
    ],
    [
      'without a secret',
      { value: [notification({ clientState: null })] },
      false,
    ],
    [
      'of which one has another secret',
      { value: [notification(), notification({ clientState: 'x' })] },
      false,
    ],
    [
      'of another tenant',
      { value: [notification({ tenantId: OTHER_TENANT })] },
      false,
    ],
    [
      'of another tenant too, whose secret is not ours',
      {
        value: [
          notification({ tenantId: OTHER_TENANT, clientState: 'x' }),
          notification(),
        ],
      },
      true,
    ],
    ['of none', { value: [] }, false],
    ['that are none', { value: [1, null, 'x'] }, false],
    ['in no list', { value: 'x' }, false],
    ['in no object', [notification()], false],
    ['in no JSON', 'x', false],
  ])('%s', (_, body, isVerified) => {
    expect(webhookOf().verify(delivered(body))).toMatchObject({ isVerified });
  });

  it('are not taken without a configured secret', () => {
    const webhook = teamsWebhook({
      tenantId: TENANT_ID,
      outgoingWebhookTokens: [TOKEN],
      listings,
    });
    const body = { value: [notification({ clientState: undefined })] };
    expect(webhook.verify(delivered(body)).isVerified).toBe(false);
    expect(
      webhook.respond?.(delivered('', { query: { validationToken: 'x' } })),
    ).toBeUndefined();
  });

  it('are the same delivery by their ids, else within a minute, as changes are told in the same words', () => {
    const idOf = (receivedAt: string, id?: string) =>
      deliveryIdOf(
        webhookOf().verify(
          delivered(
            { value: [notification(id ? { id } : {})] },
            { receivedAt },
          ),
        ),
      );
    const first = idOf('2026-03-01T12:00:01.000Z');
    expect(idOf('2026-03-01T12:00:59.000Z')).toBe(first);
    expect(idOf('2026-03-01T12:01:01.000Z')).not.toBe(first);
    const named = idOf('2026-03-01T12:00:01.000Z', 'lsgTZMr9KwAAA');
    expect(idOf('2026-03-01T15:00:00.000Z', 'lsgTZMr9KwAAA')).toBe(named);
    expect(idOf('2026-03-01T12:00:01.000Z', 'lsgTZMr9KwAAB')).not.toBe(named);
    expect(named).not.toContain(CLIENT_STATE);
  });

  it('have every family read, and leave nothing of the channel or the secret behind', () => {
    const webhook = webhookOf();
    const delivery = {
      headers: {},
      body: {
        value: [
          notification({ encryptedContent: { data: 'x' } }),
          notification({ tenantId: OTHER_TENANT }),
        ],
        validationTokens: ['x'],
      },
    };
    const kept = webhook.keep!(delivery);
    expect(kept).toEqual({
      value: [
        {
          tenantId: TENANT_ID,
          changeType: 'updated',
          subscriptionId: '9f9d1ed0-c9cc-42e7-8d80-a7fc4b0cda3c',
        },
      ],
    });
    for (const each of [delivery, { headers: {}, body: kept }]) {
      expect(webhook.changedEverywhere!(each)).toEqual(['incidents']);
      expect(webhook.asksForMaintenance!(each)).toBe(false);
      expect(webhook.toItems(each)).toEqual([]);
    }
  });

  it('are read from a list that is not older', async () => {
    await listings.read({ signal: NEVER });
    webhookOf().verify(
      delivered({ value: [notification({ clientState: 'x' })] }),
    );
    await listings.read({ signal: NEVER });
    expect(server.asked()).toHaveLength(1);
    webhookOf().verify(delivered({ value: [notification()] }));
    await listings.read({ signal: NEVER });
    expect(server.asked()).toHaveLength(2);
  });

  it.each([
    ['reauthorizationRequired', true],
    ['subscriptionRemoved', true],
    ['missed', false],
  ])(
    '%s has the channels read again, and the subscription kept: %p',
    (lifecycleEvent, isWished) => {
      const webhook = webhookOf();
      const [{ resource, resourceData, changeType, ...told }] = [
        notification({ lifecycleEvent }),
      ] as JsonObject[];
      const body = { value: [told] };
      expect(webhook.verify(delivered(body)).isVerified).toBe(true);
      for (const each of [body, webhook.keep!({ headers: {}, body })]) {
        const delivery = { headers: {}, body: each };
        expect(webhook.changedEverywhere!(delivery)).toEqual(['incidents']);
        expect(webhook.asksForMaintenance!(delivery)).toBe(isWished);
      }
    },
  );
});

describe('the question whether the address is meant', () => {
  const ask = (validationToken: string) =>
    webhookOf().respond!(delivered('', { query: { validationToken } }));

  it.each([
    'Validation: Testing client application reachability for subscription Request-Id: 522a8e7e-096a-494c-aaf1-ac0dcfca45b7',
    'eyJ0eXAiOiJKV1Qi.LCJhbGci_OiJ-SUz==',
  ])('is answered with the token: %s', token => {
    expect(ask(token)).toEqual({
      status: 200,
      contentType: 'text/plain; charset=utf-8',
      body: token,
    });
  });

  it.each([
    '',
    '<script>alert(1)</script>',
    '"onload="x',
    'a\nb',
    'ümlaut',
    'x'.repeat(1_025),
  ])('is not answered where the token is %j', token => {
    expect(ask(token)).toBeUndefined();
  });
});

describe('outgoing webhooks', () => {
  it('are verified over the raw bytes by the token of any of them', () => {
    const webhook = webhookOf();
    expect(webhook.verify(signed(MESSAGE)).isVerified).toBe(true);
    expect(webhook.verify(signed(MESSAGE, OTHER_TOKEN)).isVerified).toBe(true);
    expect(
      webhookOf({ tokens: [OTHER_TOKEN] }).verify(signed(MESSAGE)).isVerified,
    ).toBe(false);
    expect(webhookOf({ tokens: [] }).verify(signed(MESSAGE)).isVerified).toBe(
      false,
    );
    const { headers } = signed(MESSAGE);
    expect(
      webhook.verify(delivered({ ...MESSAGE, text: 'x' }, { headers }))
        .isVerified,
    ).toBe(false);
    expect(webhook.verify(delivered(MESSAGE)).isVerified).toBe(false);
    expect(
      webhook.verify(
        delivered(MESSAGE, { headers: { authorization: 'HMAC ' } }),
      ).isVerified,
    ).toBe(false);
  });

  it('are answered as Teams wants it, and are deliveries', () => {
    const response = webhookOf().respond!(signed(MESSAGE));
    expect(response).toMatchObject({
      status: 200,
      contentType: 'application/json; charset=utf-8',
      isDelivery: true,
    });
    expect(JSON.parse(response!.body)).toEqual({
      type: 'message',
      text: 'Incident channels are read again.',
    });
    expect(webhookOf({ tokens: [] }).respond!(signed(MESSAGE))).toBeUndefined();
  });

  it('are the same delivery by their message', () => {
    const webhook = webhookOf();
    const idOf = (body: object) => deliveryIdOf(webhook.verify(signed(body)));
    expect(idOf(MESSAGE)).toBe(idOf(MESSAGE));
    expect(idOf({ ...MESSAGE, id: '2' })).not.toBe(idOf(MESSAGE));
  });

  it('have every family read, and leave no word behind', () => {
    const webhook = webhookOf();
    const kept = webhook.keep!({ headers: {}, body: MESSAGE });
    expect(kept).toEqual({ type: 'message' });
    for (const body of [MESSAGE, kept]) {
      const delivery = { headers: {}, body };
      expect(webhook.changedEverywhere!(delivery)).toEqual(['incidents']);
      expect(webhook.asksForMaintenance!(delivery)).toBe(false);
    }
  });

  it('of another kind have nothing read', () => {
    const delivery = { headers: {}, body: { type: 'messageReaction' } };
    expect(webhookOf().changedEverywhere!(delivery)).toEqual([]);
    expect(webhookOf().keep!(delivery)).toEqual({ value: [] });
  });
});

it.each(['lifecycle', 'changes'])(
  'understands what Microsoft shows of %s',
  name => {
    const path = join(__dirname, '..', '__fixtures__', `webhook.${name}.json`);
    const { body } = JSON.parse(readFileSync(path, 'utf8'));
    const webhook = teamsWebhook({
      tenantId: OTHER_TENANT,
      clientState: CLIENT_STATE,
      outgoingWebhookTokens: [],
      listings,
    });
    expect(webhook.verify(delivered(body)).isVerified).toBe(true);
    const delivery = { headers: {}, body };
    expect(webhook.changedEverywhere!(delivery)).toEqual(['incidents']);
    expect(webhook.asksForMaintenance!(delivery)).toBe(name === 'lifecycle');
  },
);
