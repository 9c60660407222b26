import type { Random } from './random';

export type WorkKind = 'feature' | 'fix' | 'chore' | 'docs';

const PREFIX: Record<WorkKind, string> = {
  feature: 'feat',
  fix: 'fix',
  chore: 'chore',
  docs: 'docs',
};
const VERBS: Record<WorkKind, readonly string[]> = {
  feature: ['Add', 'Support', 'Introduce', 'Allow', 'Show'],
  fix: ['Correct', 'Handle', 'Stop losing', 'Guard', 'Repair'],
  chore: ['Move', 'Tidy', 'Split', 'Rename', 'Simplify'],
  docs: ['Describe', 'Explain', 'Document'],
};
const SUBJECTS = [
  'retries of slow callers',
  'the settlement export',
  'currency rounding',
  'partial refunds',
  'expired sessions',
  'the address form',
  'empty baskets',
  'the carrier timetable',
  'batch imports',
  'the rate table',
  'stale caches',
  'duplicate messages',
  'the audit trail',
  'paging of long lists',
  'the health check',
  'tenant settings',
  'webhook signatures',
  'the price preview',
  'delivery windows',
  'search synonyms',
  'the gift card flow',
  'connection pooling',
  'the order summary',
  'feature flags',
  'unknown locales',
  'the nightly job',
];
const STEPS = [
  'Sketch the interface',
  'Add tests',
  'Wire it up',
  'Rename for clarity',
  'Cover the empty case',
  'Remove the old path',
  'Log the outcome',
  'Handle time-outs',
  'Tidy imports',
  'Extract a function',
  'Adjust the schema',
  'Fix lint',
];
const FOLLOW_UPS = [
  'Address review',
  'Rename as suggested',
  'Add the missing test',
  'Simplify after review',
];
const PACKAGES = [
  'express',
  'luxon',
  'zod',
  'undici',
  'pino',
  'knex',
  'pg',
  'vitest',
  'esbuild',
  'typescript',
  'axios',
  'lodash',
];
const FILE_NAMES = [
  'orders',
  'basket',
  'refund',
  'settlement',
  'session',
  'carrier',
  'address',
  'rates',
  'cache',
  'queue',
  'audit',
  'tenant',
  'webhook',
  'preview',
  'window',
  'synonyms',
  'giftCard',
  'pool',
  'summary',
  'flags',
  'locale',
  'nightly',
];

export interface WorkTitle {
  readonly title: string;
  readonly branch: string;
}

export function nameWork(
  random: Random,
  kind: WorkKind,
  isConventional: boolean,
): WorkTitle {
  const verb = random.pick(VERBS[kind]);
  const subject = random.pick(SUBJECTS);
  const plain = `${verb} ${subject}`;
  const slug = plain.toLowerCase().replace(/[^a-z]+/g, '-');
  return {
    title: isConventional
      ? `${PREFIX[kind]}: ${plain[0].toLowerCase()}${plain.slice(1)}`
      : plain,
    branch: `${PREFIX[kind]}/${slug}-${random.integer(100, 999)}`,
  };
}

export function nameStep(random: Random): string {
  return random.pick(STEPS);
}

export function nameFollowUp(random: Random): string {
  return random.pick(FOLLOW_UPS);
}

export function nameFile(random: Random): string {
  return random.pick(FILE_NAMES);
}

export function nameDependencyUpdate(random: Random): WorkTitle {
  const name = random.pick(PACKAGES);
  const major = random.integer(1, 8);
  const minor = random.integer(0, 20);
  const from = `${major}.${minor}.${random.integer(0, 5)}`;
  const to = `${major}.${minor + 1}.0`;
  return {
    title: `Bump ${name} from ${from} to ${to}`,
    branch: `dependabot/npm_and_yarn/${name}-${to}`,
  };
}
