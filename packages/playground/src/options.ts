import { parseArgs } from 'node:util';
import { FAULTS, type Fault } from './server/faults';

/** What the command line may say. */
export interface PlaygroundOptions {
  readonly port: number;
  readonly components: number;
  readonly months: number;
  readonly seed: string;
  /** Seconds since 1970: the clock stands still there, or starts there where there is a pulse. */
  readonly now?: number;
  /** File that keeps the anchor day; nothing is kept where absent. */
  readonly state?: string;
  readonly faults: readonly Fault[];
  /** Seconds between two changes made for people who watch. */
  readonly pulseSeconds?: number;
  readonly webhook?: { readonly url: string; readonly secret: string };
}

/** Signs the demo's webhooks. It opens nothing else. */
export const PLAYGROUND_WEBHOOK_SECRET = 'playground-webhook-secret';

export const USAGE = `Usage: node src/main.ts [options]

  --port 7070             where to listen on 127.0.0.1; 0 takes a free port
  --components 12         how many catalog components the company has
  --months 18             months of history before the anchor day
  --seed 1                another seed, another history
  --now 2026-11-22T12:00Z stop the clock there
  --state <file>          keeps the anchor day and what happened live (default .demo/playground.json)
  --no-state              keep nothing
  --faults 429,500,slow,truncated   break 3 % of the answers each
  --pulse                 make a change go from commit to production every minute or so
  --pulse-seconds 60      how often
  --webhook-url <url>     deliver what happens there
  --webhook-secret <text> signs the deliveries`;

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) {
    throw new Error(`--${name} wants a whole number, not '${text}'.`);
  }
  return number;
}

function readFaults(text: string): Fault[] {
  return text
    .split(',')
    .filter(Boolean)
    .map(name => {
      const fault = FAULTS.find(candidate => candidate === name);
      if (!fault)
        throw new Error(`--faults knows ${FAULTS.join(', ')}, not '${name}'.`);
      return fault;
    });
}

function readInstant(text: string): number {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds))
    throw new Error(`--now wants an ISO 8601 instant, not '${text}'.`);
  return Math.floor(milliseconds / 1000);
}

export function parseOptions(
  args: readonly string[],
  defaultState: string,
): PlaygroundOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '7070' },
      components: { type: 'string', default: '12' },
      months: { type: 'string', default: '18' },
      seed: { type: 'string', default: '1' },
      now: { type: 'string' },
      state: { type: 'string', default: defaultState },
      'no-state': { type: 'boolean', default: false },
      faults: { type: 'string', default: '' },
      pulse: { type: 'boolean', default: false },
      'pulse-seconds': { type: 'string', default: '60' },
      'webhook-url': { type: 'string' },
      'webhook-secret': { type: 'string', default: PLAYGROUND_WEBHOOK_SECRET },
    },
  });
  const url = values['webhook-url'];
  return {
    port: readNumber('port', values.port),
    components: readNumber('components', values.components),
    months: readNumber('months', values.months),
    seed: values.seed,
    now: values.now === undefined ? undefined : readInstant(values.now),
    state: values['no-state'] ? undefined : values.state,
    faults: readFaults(values.faults),
    pulseSeconds: values.pulse
      ? readNumber('pulse-seconds', values['pulse-seconds'])
      : undefined,
    webhook:
      url === undefined ? undefined : { url, secret: values['webhook-secret'] },
  };
}
