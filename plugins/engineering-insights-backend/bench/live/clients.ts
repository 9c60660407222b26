import { get, Agent } from 'node:http';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { FromClients, ToClients } from './messages';

// Each caller may have ten.
const STREAMS_PER_CALLER = 5;
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

const send = (message: FromClients) => process.send?.(message);

let expected = '';
let toldAt: number[] = [];
let clientCount = 0;

function receive(text: string) {
  // Events are short, and one is sent at a time.
  if (expected === '' || !text.includes(`"${expected}"`)) return;
  toldAt.push(Date.now());
  if (toldAt.length === clientCount) {
    expected = '';
    send({ type: 'told', at: toldAt });
  }
}

function open(url: string, index: number): Promise<void> {
  const caller = `user:default/p${Math.floor(index / STREAMS_PER_CALLER)}`;
  return new Promise((resolve, reject) => {
    const headers = { authorization: mockCredentials.user.header(caller) };
    const request = get(url, { agent, headers }, response => {
      if (response.statusCode !== 200) {
        reject(new Error(`A stream was answered with ${response.statusCode}.`));
        return;
      }
      response.setEncoding('utf8');
      response.once('data', () => resolve());
      response.on('data', receive);
      response.once('end', () => {
        throw new Error('A stream was ended by the server.');
      });
    });
    request.once('error', reject);
  });
}

process.on('message', async (message: ToClients) => {
  if (message.type === 'expect') {
    toldAt = [];
    expected = message.entityRef;
    return;
  }
  clientCount = message.count;
  await Promise.all(
    Array.from({ length: message.count }, (_, index) =>
      open(message.url, index),
    ),
  );
  send({ type: 'opened' });
});
process.once('disconnect', () => process.exit());
