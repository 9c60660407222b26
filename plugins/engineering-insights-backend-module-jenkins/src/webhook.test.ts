import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { jenkinsWebhook } from './webhook';

const webhook = jenkinsWebhook('a secret: with a colon');

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

it.each([
  ['the secret as the password', basic('jenkins:a secret: with a colon'), true],
  ['any user', basic(':a secret: with a colon'), true],
  [
    'lower case',
    basic('x:a secret: with a colon').replace('Basic', 'basic'),
    true,
  ],
  ['another password', basic('jenkins:another'), false],
  ['a part of the secret', basic('jenkins:a secret'), false],
  ['no password', basic('jenkins'), false],
  ['an empty password', basic('jenkins:'), false],
  ['a bearer token', 'Bearer a secret: with a colon', false],
  ['no base64', 'Basic ?', false],
  ['nothing', undefined, false],
])('%s is verified or not', (_, authorization, isVerified) => {
  const body = Buffer.from('{}');
  expect(
    webhook.verify(webhookRequest({ body, headers: { authorization } }))
      .isVerified,
  ).toBe(isVerified);
});

const build = {
  full_url: 'https://ci.example.org/jenkins/job/shop/job/pay/job/main/18/',
  number: 18,
  phase: 'COMPLETED',
  status: 'SUCCESS',
  url: 'job/shop/job/pay/job/main/18/',
};
const changed = (body: object) =>
  webhook.changedStreams!({ headers: {}, body: { name: 'main', ...body } }).map(
    ({ scope, streams }) => [scope.externalId, ...streams],
  );

it('has the job read, and the folders that it is in', () => {
  expect(changed({ build })).toEqual([
    ['shop', 'builds'],
    ['shop/pay', 'builds'],
    ['shop/pay/main', 'builds'],
  ]);
});

it.each(['STARTED', 'FINALIZED'])('has it read in the phase %s', phase => {
  expect(changed({ build: { ...build, phase } })).toHaveLength(3);
});

it.each<[string, object]>([
  ['a build that waits in the queue', { build: { ...build, phase: 'QUEUED' } }],
  ['another phase', { build: { ...build, phase: 'DREAMING' } }],
  ['no build', {}],
  ['a build that is no object', { build: 'main #18' }],
  ['an address of no job', { build: { ...build, url: 'computer/7/' } }],
])('reads nothing for %s', (_, body) => {
  expect(changed(body)).toEqual([]);
});

it('knows the name of a branch with a slash', () => {
  const url = 'job/pay/job/feature%252Fcards/3/';
  expect(changed({ build: { ...build, url } }).at(-1)).toEqual([
    'pay/feature%2Fcards',
    'builds',
  ]);
});

it('takes no facts from a notification', () => {
  expect(webhook.toItems({ headers: {}, body: { build } })).toEqual([]);
});
