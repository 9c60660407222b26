import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  DoctorAnswer,
  DoctorSide,
  DoctorTrial,
  Fact,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { bindCatalog } from '../catalog/bindCatalog';
import { holdEntity } from '../database/operations/delivery/holdEntity';
import { writeFacts } from '../database/operations/facts/writeFacts';
import { claimDirtyEntity } from '../database/operations/values/claimDirtyEntity';
import { testDatabase } from '../database/testDatabase';
import {
  deriveEntity,
  resolvePolicy,
  type DeliveryPolicies,
} from '../delivery';
import {
  commit,
  deployment,
  hour,
  incident,
  pullRequest,
  sha,
} from '../delivery/__testUtils__/facts';
import { readPluginConfig } from '../readPluginConfig';
import { createTestService } from '../service/__testUtils__/createTestService';
import { previewTrial } from './previewTrial';
import { withPolicy } from './withPolicy';

jest.setTimeout(120_000);

const NOW = '2026-04-15T12:00:00.000Z';
const SLUG = 'github.com/project-slug';
const policies: DeliveryPolicies = readPluginConfig(
  mockServices.rootConfig({
    data: {
      engineeringInsights: {
        policies: {
          byAnnotation: { strict: { failures: { minimumConfidence: 0.95 } } },
        },
      },
    },
  }),
).policies;

const connector: Connector = {
  id: 'github',
  title: 'GitHub',
  origin: 'https://github.com',
  annotations: [
    { key: SLUG, example: 'acme/payments', appliesTo: ['Component'] },
  ],
  scopesOf(entity) {
    const slug = entity.metadata.annotations?.[SLUG];
    return slug
      ? [{ externalId: slug, url: `https://github.com/${slug}` }]
      : [];
  },
  streams: [
    {
      name: 'everything',
      produces: [
        'commit',
        'deployment',
        'incident',
        'issue',
        'pipelineRun',
        'pullRequest',
        'release',
      ],
      personal: [],
      identify: () => ({ externalId: 'x' }),
      async *read() {},
      normalize: () => ({ result: 'ignored', reason: 'not read here' }),
    },
  ],
};

const component = (
  name: string,
  annotations: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  spec: { type: 'service' },
});
const PAYMENTS = component('payments', { [SLUG]: 'acme/payments' });
const LEDGER = component('ledger', { [SLUG]: 'acme/ledger' });

const DAYS = 30;
const name = (day: number) => `c${day}`;

/** A month of a repository: a commit a day, two environments, releases, runs, merges and trouble. */
function draw(): Fact[] {
  return Array.from({ length: DAYS }, (_, day): Fact[] => {
    const start = day * 24;
    const isService = day % 2 === 0;
    return [
      commit(name(day), day === 0 ? [] : [name(day - 1)], start, {
        files: [
          {
            path: isService ? 'service/a.ts' : 'docs/a.md',
            status: 'modified',
            additions: 1,
            deletions: 0,
          },
        ],
      }),
      deployment(`staging-${day}`, name(day), start + 2, {
        environment: 'staging',
      }),
      ...(day % 2 === 0
        ? [deployment(`p-${day}`, name(day), start + 6)]
        : [
            deployment(`eu-${day}`, name(day), start + 8, {
              environment: 'prd-eu',
            }),
          ]),
      ...(day % 4 === 0
        ? [
            deployment(`us-${day}`, name(day), start + 7, {
              environment: 'prod-us',
            }),
            {
              kind: 'release' as const,
              externalId: day % 8 === 0 ? `v1.${day}` : `nightly-${day}`,
              sha: sha(name(day)),
              publishedAt: hour(start + 4),
              isPrerelease: false,
            },
          ]
        : []),
      {
        kind: 'pipelineRun',
        externalId: `run-${day}`,
        pipeline: day % 3 === 0 ? 'deploy.yml' : 'ci.yml',
        branch: day % 2 === 0 ? 'main' : 'develop',
        sha: sha(name(day)),
        attempt: 1,
        startedAt: hour(start + 1),
        finishedAt: hour(start + 3),
        outcome: 'success',
        sourceOutcome: 'success',
      },
      pullRequest(100 + day, name(day), [[name(day), start]], {
        createdAt: hour(start),
        mergedAt: hour(start + 1),
        baseBranch: day % 3 === 0 ? 'develop' : 'main',
        labels: day % 6 === 0 ? ['urgent'] : [],
      }),
      ...(day % 5 === 0
        ? [
            incident(`i-${day}`, start + 6 + (day % 3) * 9, {
              resolvedAt: hour(start + 6 + (day % 3) * 9 + 5),
            }),
          ]
        : []),
      ...(day % 4 === 2
        ? [
            {
              kind: 'issue' as const,
              externalId: `PAY-${day}`,
              title: `Broken on day ${day}`,
              type: 'defect' as const,
              sourceType: 'Bug',
              statusCategory: 'done' as const,
              sourceStatus: 'Done',
              createdAt: hour(start + 7),
              closedAt: hour(start + 9),
              labels: day % 8 === 2 ? ['outage'] : ['polish'],
            },
          ]
        : []),
    ];
  }).flat();
}

const databases = testDatabase();
const credentials = mockCredentials.user();
const entity = { kind: 'component', namespace: 'default', name: 'payments' };

/** A backend whose catalog and configuration are as given. */
function serve(options: {
  knex: Knex;
  entities?: readonly Entity[];
  policies?: DeliveryPolicies;
}) {
  const { knex, entities = [PAYMENTS] } = options;
  const { service } = createTestService({
    knex,
    catalog: catalogServiceMock({ entities: [...entities] }),
    connectors: [connector],
    policies: options.policies ?? policies,
    now: NOW,
  });
  return {
    preview: (trial: DoctorTrial) =>
      service.previewRule({ credentials, entity, trial }),
  };
}

/** Binds the catalog and derives the component, as the background does. */
async function bindAndDerive(options: {
  knex: Knex;
  entities: readonly Entity[];
  policies?: DeliveryPolicies;
}) {
  const { knex, entities } = options;
  await bindCatalog({
    knex,
    catalog: catalogServiceMock({ entities: [...entities] }),
    credentials: mockCredentials.service(),
    connectors: [connector],
    logger: mockServices.logger.mock(),
    now: NOW,
  });
  await knex('streams').update({
    covered_from: '2025-01-01T00:00:00Z',
    covered_to: NOW,
    is_history_done: true,
    last_success_at: NOW,
  });
  const { id } = await knex('entities')
    .first('id')
    .where('ref', 'component:default/payments');
  await deriveEntity({
    knex,
    entityId: id,
    policies: options.policies ?? policies,
    now: DateTime.fromISO(NOW, { zone: 'utc' }),
  });
  await knex('dirty_marks').delete();
  return id as number;
}

async function createWorld() {
  const knex = await databases.create();
  const entities = [PAYMENTS, LEDGER];
  await bindAndDerive({ knex, entities });
  for (const slug of ['acme/payments', 'acme/ledger']) {
    const { id } = await knex('scopes').first('id').where('external_id', slug);
    await knex.transaction(trx =>
      writeFacts({
        knex: trx,
        facts: slug === 'acme/payments' ? draw() : draw().slice(0, 60),
        scopeId: id,
        receivedAt: NOW,
        identitySalt: 'salt',
      }),
    );
  }
  const entityId = await bindAndDerive({ knex, entities });
  return { knex, entityId };
}

/** Ids are of rows, and a trial has rows of its own. */
function withoutIds(side: DoctorSide | undefined) {
  if (!side) return undefined;
  const { settings: _, problems: __, ...rest } = side;
  return {
    ...rest,
    deployments: side.deployments.map(
      ({ id: _id, rolloutId: _rolloutId, ...row }) => row,
    ),
    incidents: side.incidents.map(
      ({ deploymentId: _deploymentId, ...row }) => row,
    ),
  };
}

const own = (key: string, value: string): DoctorTrial => ({
  annotations: { [`engineering-insights/${key}`]: value },
});

const RULES: readonly (readonly [string, DoctorTrial])[] = [
  [
    'an environment pattern',
    own('production-environments', 'prd-*, production'),
  ],
  [
    'an environment as a regular expression',
    own('production-environments', '/prod-(eu|us)/'),
  ],
  ['each environment counted', { policy: { environments: { count: 'each' } } }],
  ['releases', own('deployments', 'releases')],
  ['tags of a pattern', own('deployments', 'tags:v*')],
  ['runs of a pipeline', own('deployments', 'pipelineRuns:deploy.yml')],
  [
    'runs of a pipeline on a branch',
    {
      policy: {
        deployments: {
          from: 'pipelineRuns',
          pipeline: '.*',
          branch: 'develop',
        },
      },
    },
  ],
  ['merges to a branch', own('deployments', 'merges:develop')],
  ['labels of hotfixes', own('hotfix-labels', 'urgent')],
  [
    'an attribution window',
    { policy: { failures: { attributionWindowHours: 2 } } },
  ],
  ['a named policy with a minimum confidence', own('policy', 'strict')],
  [
    'evidence that does not count',
    { policy: { failures: { evidence: { incident: false } } } },
  ],
  ['labels of incidents', own('incident-labels', 'outage')],
  [
    'types of issues that are incidents',
    { policy: { incidents: { issueTypes: ['defect'] } } },
  ],
  ['paths', own('paths', 'service/**')],
  ['another repository', { annotations: { [SLUG]: 'acme/ledger' } }],
  [
    'an annotation and a policy together',
    {
      ...own('production-environments', '*'),
      policy: { failures: { attributionWindowHours: 48 } },
    },
  ],
];

describe('what a preview shows', () => {
  let knex: Knex;
  beforeAll(async () => {
    ({ knex } = await createWorld());
  });

  it.each(RULES)('is what the change then gives: %s', async (_, trial) => {
    const entities = [PAYMENTS, LEDGER];
    await bindAndDerive({ knex, entities });
    const preview = await serve({ knex, entities }).preview(trial);

    const changed = [
      component('payments', {
        ...PAYMENTS.metadata.annotations,
        ...(trial.annotations as Record<string, string>),
      }),
      LEDGER,
    ];
    const applied = withPolicy({
      policies,
      name: 'default',
      part: trial.policy,
    });
    await bindAndDerive({ knex, entities: changed, policies: applied });
    const after = await serve({
      knex,
      entities: changed,
      policies: applied,
    }).preview({});

    expect(preview.then).toBeDefined();
    expect(withoutIds(preview.then)).toEqual(withoutIds(after.now));
    expect(withoutIds(preview.then)).not.toEqual(withoutIds(preview.now));
    expect(after.then).toBeUndefined();
    expect(preview.notCovered).toEqual([]);
  });
});

/** Every row of every table, and where nothing but a sequence may differ. */
async function dump(knex: Knex): Promise<Record<string, string>> {
  const { rows: tables } = await knex.raw<{ rows: { name: string }[] }>(
    `select quote_ident(table_name) as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const dumped: Record<string, string> = {};
  for (const { name: table } of tables) {
    const { rows } = await knex.raw<{ rows: { hash: string }[] }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${table} as t`,
    );
    dumped[table] = rows[0].hash;
  }
  return dumped;
}

describe('a preview', () => {
  let knex: Knex;
  let entityId: number;
  beforeAll(async () => {
    ({ knex, entityId } = await createWorld());
  });

  it('changes no row of any table', async () => {
    const before = await dump(knex);
    expect(before.source_deployments).not.toMatch(/^0 /);
    for (const [, trial] of RULES) {
      await serve({ knex, entities: [PAYMENTS, LEDGER] }).preview(trial);
    }
    expect(await dump(knex)).toEqual(before);
  });

  const derive = (other: Knex) =>
    deriveEntity({
      knex: other,
      entityId,
      policies,
      now: DateTime.fromISO(NOW, { zone: 'utc' }),
    });
  const hold = (other: Knex) =>
    other('entities').where('id', entityId).forNoKeyUpdate().first('id');

  it('waits for who derives the component, and reads what he wrote', async () => {
    const other = await knex.transaction();
    await hold(other);
    await derive(other);
    const preview = serve({ knex }).preview(own('deployments', 'releases'));
    await other('entities').where('id', entityId).update('title', 'Payments');
    await other.commit();
    const { then } = await preview;
    expect(then?.counts.deployments).toBe(8);
  });

  it('gives up where that takes too long, and says so', async () => {
    const other = await knex.transaction();
    await hold(other);
    try {
      await expect(
        previewTrial({
          knex,
          entityId,
          window: { from: hour(0), to: NOW },
          now: NOW,
          limitMs: 300,
          trial: {
            settings: {},
            policy: resolvePolicy({ policies, settings: {}, entityRef: 'x' }),
          },
        }),
      ).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining(
          'The preview took longer than 0.3 seconds and was given up; nothing was changed.',
        ),
      });
    } finally {
      await other.rollback();
    }
  });

  it('is passed over by those who derive, and keeps none of them waiting', async () => {
    await knex('dirty_marks').insert({
      entity_id: entityId,
      from_at: '-infinity',
      reason: 'facts',
      due_at: hour(0),
    });
    const other = await knex.transaction();
    await holdEntity({ knex: other, entityId });
    try {
      await knex.transaction(async trx => {
        expect(
          await claimDirtyEntity({
            knex: trx,
            now: NOW,
            of: 'components',
            exceptIds: [],
          }),
        ).toBeUndefined();
      });
    } finally {
      await other.rollback();
      await knex('dirty_marks').delete();
    }
  });

  it('refuses a second one of the same caller at once, and says so', async () => {
    const { preview } = serve({ knex });
    const first = preview(own('deployments', 'releases'));
    await expect(preview(own('deployments', 'tags'))).rejects.toMatchObject({
      name: 'TooManyRequestsError',
      message: expect.stringContaining('still running'),
    });
    expect((await first).then).toBeDefined();
  });

  it.each([
    ['deployments', 'builds', /"builds" is none of deployments, releases/],
    ['deployments', 'pipelineRuns', /needs the name of the pipeline/],
    ['deployments', 'tags:/(v)\\1/', /back reference.* run away/],
    ['production-environments', '/(?=prod).*/', /look-around.* run away/],
    [
      'production-environments',
      '/(a{100}){100}/',
      /repeats more than 1,000 times/,
    ],
    ['production-environments', '/(.{0,99}){0,9}/', /steps.* could run away/],
    ['production-environments', '/(unclosed/', /no valid pattern/],
    ['production-environments', `${'x'.repeat(201)}`, /201 characters/],
    ['paths', '+(a|aa)+(a|aa)', /repeated group can run away/],
    ['paths', '*a*a*a*a*a', /5 stars and could run away/],
    ['paths', '{1..9}{1..9}/**', /one pair of braces/],
    ['policy', 'lax', /"lax" is not in .*; it names strict/],
    ['hotfix-labels', ' ', /must not be empty/],
    ['calendar', 'de', /nothing to try/],
    ['deplyoments', 'tags', /nothing here reads this annotation/],
  ])('refuses the annotation %s: %s', async (key, value, message) => {
    await expect(
      serve({ knex }).preview(own(key, value)),
    ).rejects.toMatchObject({
      name: 'InvalidRequestError',
      fields: [
        {
          field: `body.annotations.engineering-insights/${key}`,
          message: expect.stringMatching(message),
        },
      ],
    });
  });

  it.each([
    [
      { environments: { production: ['(?!x)y'] } },
      'environments.production.0',
      /run away/,
    ],
    [
      { environments: { produktion: ['x'] } },
      'environments.produktion',
      /no such setting; there is production, count/,
    ],
    [
      { failures: { attributionWindowHours: -1 } },
      'failures.attributionWindowHours',
      /0/,
    ],
    [
      { failures: { hotfixBranches: ['('] } },
      'failures.hotfixBranches.0',
      /no valid pattern/,
    ],
    [{ deployments: { stage: '.{0,999}' } }, 'deployments.stage', /run away/],
  ])('refuses the policy %j', async (policy, field, message) => {
    await expect(serve({ knex }).preview({ policy })).rejects.toMatchObject({
      fields: [
        {
          field: `body.policy.${field}`,
          message: expect.stringMatching(message),
        },
      ],
    });
  });

  it('counts nothing of a repository that the caller sees no entity of', async () => {
    const { then, notCovered } = await serve({ knex }).preview({
      annotations: { [SLUG]: 'acme/ledger' },
    });
    expect(then?.counts.deployments).toBe(0);
    expect(notCovered).toEqual([
      'Nothing of github acme/ledger that you may see is stored yet; it would be collected first.',
    ]);
  });

  it('says what sets each part of the policy, and what an annotation goes before', async () => {
    const entities = [
      component('payments', {
        ...PAYMENTS.metadata.annotations,
        'engineering-insights/production-environments': 'prod*',
        'engineering-insights/policy': 'strict',
      }),
    ];
    const { now, then, notCovered, yaml }: DoctorAnswer = await serve({
      knex,
      entities,
    }).preview({
      policy: {
        environments: { production: ['x'] },
        failures: { attributionWindowHours: 3 },
      },
    });
    const setBy = (side: DoctorSide | undefined, path: string) =>
      side?.settings.find(setting => setting.path === path)?.setBy;
    expect(setBy(now, 'environments.production')).toBe(
      'engineering-insights/production-environments',
    );
    expect(setBy(now, 'failures.minimumConfidence')).toBe(
      'policies.byAnnotation.strict',
    );
    expect(setBy(now, 'environments.count')).toBe('default');
    expect(setBy(then, 'failures.attributionWindowHours')).toBe('trial');
    expect(notCovered).toEqual([
      'environments.production has no effect here: the annotation engineering-insights/production-environments goes before the policy.',
    ]);
    expect(yaml.catalogInfo).toBeUndefined();
    expect(yaml.appConfig).toBe(`engineeringInsights:
  policies:
    byAnnotation:
      strict:
        environments:
          production: ["x"]
        failures:
          attributionWindowHours: 3
          minimumConfidence: 0.95
`);
  });

  it('gives the YAML of annotations, and a name to a policy that the component has none of', async () => {
    const { yaml } = await serve({ knex }).preview({
      annotations: {
        'engineering-insights/deployments': 'tags:v*',
        'engineering-insights/paths': null,
      },
      policy: { environments: { count: 'each' } },
    });
    expect(yaml).toEqual({
      catalogInfo: `metadata:
  annotations:
    engineering-insights/deployments: "tags:v*"
    engineering-insights/policy: "payments"
# Take away: engineering-insights/paths
`,
      appConfig: `engineeringInsights:
  policies:
    byAnnotation:
      payments:
        environments:
          count: "each"
`,
    });
  });
});
