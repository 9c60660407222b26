// It defines tests for the packages of connectors, and has none of its own.
/* eslint-disable jest/no-export, jest/expect-expect */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  factSchema,
  type Fact,
} from '@sei-platform/plugin-engineering-insights-common';
import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Connector,
  NormalizeResult,
  Stream,
  WebhookItem,
} from '../connector';
import { replaceAddresses } from '../addresses';
import { replacePersons } from '../persons';
import { goldenPayloads, type GoldenPayload } from './goldenPayloads';
import { withoutPersonal } from './personalValues';

/**
 * The tests that every connector passes, in one call: its recorded payloads are
 * understood as their goldens say, and the promises of `Connector` hold.
 * `UPDATE_GOLDENS=1` writes the goldens; review them before they are kept.
 */
export function connectorContract(options: {
  connector: Connector;
  /** The folder of `goldenPayloads`. */
  directory: string;
}): void {
  const { connector, directory } = options;
  const payloads = goldenPayloads(directory);
  const ofWebhooks = payloads.filter(payload => payload.subject === 'webhook');

  describe(`the connector ${connector.id}`, () => {
    it('has names in kebab-case, each stream its own', () => {
      const names = connector.streams.map(stream => stream.name);
      for (const name of [connector.id, ...names])
        expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(new Set(names).size).toBe(names.length);
    });

    it.each(connector.streams.map(stream => stream.name))(
      'has a recorded payload of the stream %s',
      name => {
        expect(payloads.map(payload => payload.subject)).toContain(name);
      },
    );

    it('has payloads of known streams only', () => {
      const known = [
        'webhook',
        ...connector.streams.map(stream => stream.name),
      ];
      for (const { subject } of payloads) expect(known).toContain(subject);
    });

    for (const stream of connector.streams) {
      describeStream(
        stream,
        payloads.filter(payload => payload.subject === stream.name),
        itemsOfWebhooks(connector, ofWebhooks, stream.name),
      );
    }
    if (ofWebhooks.length > 0) describeWebhooks(connector, ofWebhooks);
  });
}

function describeStream(
  stream: Stream,
  payloads: readonly GoldenPayload[],
  webhookItems: readonly JsonValue[],
): void {
  describe(`the stream ${stream.name}`, () => {
    it.each(payloads)('understands $caseName as its golden says', payload => {
      const item = frozen(readJson(payload.payloadPath));
      const result = checkedResult(stream, item);
      expectGolden(
        payload.goldenPath,
        result.result === 'ok' ? result.facts : result,
      );
    });

    it('says the same of what holds no e-mail address any more', () => {
      const items = [
        ...payloads.map(payload => readJson(payload.payloadPath)),
        ...webhookItems,
      ];
      for (const item of items) {
        expect(checkedResult(stream, withoutAddresses(item))).toEqual(
          withoutAddresses(checkedResult(stream, item) as unknown as JsonValue),
        );
      }
    });

    for (const pointer of stream.personal) {
      it(`finds a value at the personal pointer ${pointer}, and needs none`, () => {
        const items = [
          ...payloads.map(payload => readJson(payload.payloadPath)),
          ...webhookItems,
        ];
        let reached = 0;
        for (const item of items) {
          const { payload, removed } = withoutPersonal(item, pointer);
          reached += removed;
          expect(stream.normalize(payload).result).toBe(
            stream.normalize(item).result,
          );
        }
        expect(reached).toBeGreaterThan(0);
      });
    }
  });
}

const SOMEONE = 'someone';

function describeWebhooks(
  connector: Connector,
  payloads: readonly GoldenPayload[],
): void {
  describe('webhooks', () => {
    it.each(payloads)('understands $caseName as its golden says', payload => {
      const items = webhookItemsOf(connector, payload);
      const understood = items.map(({ scope, stream: name, item }) => {
        const stream = connector.streams.find(
          candidate => candidate.name === name,
        );
        if (!stream)
          throw new Error(
            `The webhook names a stream that does not exist: ${name}`,
          );
        const result = checkedResult(stream, frozen(item));
        return {
          scope: scope.externalId,
          stream: name,
          ...(result.result === 'ok' ? { facts: result.facts } : result),
        };
      });
      expectGolden(payload.goldenPath, understood);
    });

    it.each(payloads)(
      'understands $caseName as well once it names no person',
      payload => {
        const { headers, body } = readDelivery(payload);
        const kept = connector.webhook!.keep?.({ headers, body }) ?? body;
        const items = connector.webhook!.toItems({
          headers,
          body: replacePersons(kept, () => SOMEONE) as JsonObject,
        });
        expect(withoutNames(connector, items)).toEqual(
          withoutNames(connector, webhookItemsOf(connector, payload)),
        );
      },
    );

    it('refuses a request without a signature', () => {
      expect(
        connector.webhook?.verify({
          body: Buffer.from('{}'),
          headers: {},
          query: {},
          receivedAt: '2026-01-01T00:00:00.000Z',
        }),
      ).toMatchObject({
        isVerified: false,
      });
    });
  });
}

/** What a stream makes of an item, once all that is promised of it was checked. */
function checkedResult(stream: Stream, item: JsonValue): NormalizeResult {
  const result = stream.normalize(item);
  expect(stream.normalize(item)).toEqual(result);
  expect(stream.identify(item).externalId).toMatch(/./);
  if (result.result !== 'ok') {
    expect(result.reason).toMatch(/./);
    return result;
  }
  for (const fact of result.facts) {
    expect(factSchema.safeParse(fact).error).toBeUndefined();
    expect(stream.produces).toContain(fact.kind);
  }
  return { result: 'ok', facts: withoutUndefined(result.facts) };
}

function itemsOfWebhooks(
  connector: Connector,
  payloads: readonly GoldenPayload[],
  streamName: string,
): JsonValue[] {
  return payloads
    .flatMap(payload => webhookItemsOf(connector, payload))
    .filter(({ stream }) => stream === streamName)
    .map(({ item }) => item);
}

/** The event stands in a header whose name is the source's own, so a recording keeps its headers. */
function webhookItemsOf(connector: Connector, payload: GoldenPayload) {
  if (!connector.webhook)
    throw new Error('There are webhook payloads but no webhook.');
  return connector.webhook.toItems(readDelivery(payload));
}

function readDelivery(payload: GoldenPayload) {
  return readJson(payload.payloadPath) as unknown as {
    headers: Record<string, string>;
    body: JsonObject;
  };
}

/** Items as they are stored: what their streams declare as personal is scrubbed. */
function withoutNames(
  connector: Connector,
  items: readonly WebhookItem[],
): JsonValue {
  return items.map(({ scope, stream: name, item }) => {
    const { personal = [] } =
      connector.streams.find(each => each.name === name) ?? {};
    return {
      scope: scope.externalId,
      name,
      item: personal.reduce<JsonValue>(
        (value, pointer) => withoutPersonal(value, pointer).payload,
        withoutAddresses(item),
      ),
    };
  });
}

function expectGolden(path: string, value: unknown): void {
  if (process.env.UPDATE_GOLDENS) {
    writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
  }
  if (!existsSync(path)) {
    throw new Error(
      `There is no ${path}. Write it with UPDATE_GOLDENS=1 and review it.`,
    );
  }
  expect(value).toEqual(readJson(path));
}

function withoutUndefined(facts: readonly Fact[]): Fact[] {
  return JSON.parse(JSON.stringify(facts)) as Fact[];
}

/** As the engine stores it, with another pseudonym. */
function withoutAddresses(value: JsonValue): JsonValue {
  if (typeof value === 'string')
    return replaceAddresses(value, () => 'someone@pseudonym.invalid');
  if (Array.isArray(value)) return value.map(withoutAddresses);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      member === undefined ? [] : [[key, withoutAddresses(member)]],
    ),
  );
}

function readJson(path: string): JsonValue {
  return JSON.parse(readFileSync(path, 'utf8')) as JsonValue;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
