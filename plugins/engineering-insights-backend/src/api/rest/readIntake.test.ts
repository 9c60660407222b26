import { CloudEvent, HTTP } from 'cloudevents';
import { readIntake } from './readIntake';

const cdevent = {
  context: {
    version: '0.4.1',
    id: 'event-1',
    source: '/acme/ci',
    type: 'dev.cdevents.service.deployed.0.2.0',
    timestamp: '2026-02-01T00:00:00Z',
  },
  subject: {
    id: 'payments',
    type: 'service',
    content: { environment: { id: 'production' } },
  },
};
const cloudEvent = new CloudEvent({
  id: 'event-1',
  source: '/acme/ci',
  type: 'dev.cdevents.service.deployed.0.2.0',
  datacontenttype: 'application/json',
  data: cdevent,
});
const sarif = { version: '2.1.0', runs: [{ tool: {} }, 'none'] };
const facts = { scope: 'acme/payments', facts: [{ kind: 'deployment' }] };

/** A message as express hands it on. */
function read(
  { headers, body }: { headers: object; body: unknown },
  query: Parameters<typeof readIntake>[0]['query'] = {},
) {
  const lower = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return readIntake({
    headers: Object.fromEntries(lower),
    query,
    body: typeof body === 'string' ? JSON.parse(body) : body,
  });
}
const of = (type: string, body: unknown) => ({
  headers: { 'content-type': type },
  body,
});

describe('readIntake', () => {
  it.each([
    ['binary', HTTP.binary(cloudEvent)],
    ['structured', HTTP.structured(cloudEvent)],
    [
      'structured, its data as text',
      HTTP.structured(
        cloudEvent.cloneWith({ data: JSON.stringify(cdevent) }, false),
      ),
    ],
    [
      'structured, its data packed',
      of('application/cloudevents+json; charset=utf-8', {
        ...cloudEvent.toJSON(),
        data: undefined,
        data_base64: Buffer.from(JSON.stringify(cdevent)).toString('base64'),
      }),
    ],
    ['of no envelope', of('application/cdevents+json', cdevent)],
  ])('knows the events that a producer sends: %s', (_, message) => {
    expect(read(message as never, { scope: 'acme/payments' })).toEqual({
      form: 'cdevents',
      scope: 'acme/payments',
      items: [cdevent],
    });
  });

  it('knows a batch of events, of which a wrong one does not refuse the others', () => {
    const batch = [cloudEvent.toJSON(), { id: 'no envelope' }];
    expect(read(of('application/cloudevents-batch+json', batch))).toEqual({
      form: 'cdevents',
      items: [cdevent, { id: 'no envelope' }],
    });
  });

  it.each([['application/sarif+json'], ['application/json; charset=utf-8']])(
    'knows a report of a scanner as %s',
    type => {
      expect(
        read(of(type, sarif), { entityRef: 'component:default/payments' }),
      ).toEqual({
        form: 'sarif',
        entityRef: 'component:default/payments',
        items: [{ run: { tool: {} } }, { run: 'none' }],
      });
      expect(read(of(type, sarif), { complete: 'false' }).items).toContainEqual(
        {
          run: 'none',
          isComplete: false,
        },
      );
    },
  );

  it('knows facts, whose place in the body is above that of the address', () => {
    expect(read(of('application/json', facts), { scope: 'other' })).toEqual({
      form: 'events',
      scope: 'acme/payments',
      items: [{ kind: 'deployment' }],
    });
  });

  it.each([
    [
      'of no facts',
      of('application/json', { scope: 'x' }),
      ['body.facts: Invalid input: expected array, received undefined'],
    ],
    [
      'that is nothing',
      of('text/plain', {}),
      ['body.facts: Invalid input: expected array, received undefined'],
    ],
    [
      'of another version',
      of('application/sarif+json', { version: '2.0.0', runs: {} }),
      [
        'body.version: must be "2.1.0"',
        'body.runs: Invalid input: expected array, received object',
      ],
    ],
    [
      'of an envelope that lacks its type',
      of('application/cloudevents+json', {
        specversion: '0.3',
        id: '1',
        source: '/x',
      }),
      [
        'body.specversion: must be "1.0"',
        'body.type: Invalid input: expected string, received undefined',
      ],
    ],
    [
      'whose headers lack the type',
      {
        headers: {
          'content-type': 'application/json',
          'ce-specversion': '1.0',
          'ce-id': '1',
          'ce-source': '/x',
        },
        body: cdevent,
      },
      ['header.ce-type: Invalid input: expected string, received undefined'],
    ],
    [
      'of a batch that is none',
      of('application/cloudevents-batch+json', cdevent),
      ['body: Invalid input: expected array, received object'],
    ],
  ])('names each field of a body %s', (_, message, problems) => {
    expect(() => read(message)).toThrow(
      expect.objectContaining({
        name: 'InvalidRequestError',
        message: problems.join('; '),
      }),
    );
  });
});
