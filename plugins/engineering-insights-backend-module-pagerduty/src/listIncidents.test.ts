import { createAsker } from './createAsker';
import { createPagerdutyClient } from './client';
import { listCreated } from './listIncidents';
import { FakeAccount } from './testUtils/FakeAccount';
import { startPagerdutyServer } from './testUtils/startPagerdutyServer';

// Ten thousand incidents go over the wire.
jest.setTimeout(30_000);

const START = Date.parse('2026-01-01T00:00:00Z');

function secondsIn(count: number): string {
  return new Date(START + count * 1000).toISOString().replace('.000Z', 'Z');
}

it.each(['asc', 'desc'] as const)(
  'lists more than PagerDuty gives of one question, %s',
  async order => {
    const account = new FakeAccount();
    for (let index = 0; index < 10_150; index += 1)
      account.trigger(`I${index}`, secondsIn(Math.floor(index / 3)));
    const server = await startPagerdutyServer(account.answer);
    const { apiBaseUrl } = server;
    const asker = createAsker(
      createPagerdutyClient({ apiBaseUrl, token: 'unused' }),
      { permission: '', signal: new AbortController().signal },
    );
    const seconds: string[] = [];
    const ids: string[] = [];
    for await (const page of listCreated(asker, {
      serviceId: 'PPAY',
      from: secondsIn(0),
      to: secondsIn(100_000),
      order,
    })) {
      seconds.push(...page.map(each => each.created_at));
      ids.push(...page.map(each => each.id));
    }
    await server.stop();
    expect(new Set(ids).size).toBe(10_150);
    // Only those of the second that it goes on from come twice.
    expect(ids.length).toBeLessThanOrEqual(10_153);
    const sorted = [...seconds].sort();
    expect(seconds).toEqual(order === 'asc' ? sorted : sorted.reverse());
  },
);
