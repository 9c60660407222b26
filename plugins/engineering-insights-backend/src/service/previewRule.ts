import { InputError, NotFoundError } from '@backstage/errors';
import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type DeliveryPolicy,
  type DoctorAnswer,
  type DoctorPolicy,
  type DoctorSide,
  type DoctorTrial,
  resolveWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { CatalogEntity } from '../catalog/CatalogEntity';
import { describeEntity } from '../catalog/describeEntity';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { leavesOf, resolvePolicy, type ResolvedPolicy } from '../delivery';
import { checkTrial } from '../doctor/checkTrial';
import { annotationOf, listSettings } from '../doctor/listSettings';
import { planBinding } from '../doctor/planBinding';
import type { PreviewGate } from '../doctor/PreviewGate';
import { previewTrial } from '../doctor/previewTrial';
import { withPolicy } from '../doctor/withPolicy';
import { writeYaml } from '../doctor/writeYaml';
import { InvalidRequestError } from './InvalidRequestError';
import type { ServiceContext } from './ServiceContext';

const DAYS = 90;

interface PreviewQuestion {
  readonly context: ServiceContext;
  readonly gate: PreviewGate;
  readonly credentials: BackstageCredentials;
  readonly entity: StoredEntity;
  readonly trial: DoctorTrial;
}

/** What a rule would match of the stored facts of a component that the caller sees, and how its metrics would change. */
export async function previewRule(
  question: PreviewQuestion,
): Promise<DoctorAnswer> {
  const { gate, credentials, trial } = question;
  checkQuestion(question);
  const isTried = hasAny(trial.annotations) || trial.policy !== undefined;
  const run = () => answer(question, isTried);
  // What holds is read as on any page, and derives nothing.
  return isTried ? gate.run(JSON.stringify(credentials.principal), run) : run();
}

function checkQuestion({ context, entity, trial }: PreviewQuestion): void {
  if (entity.kind !== 'component') {
    throw new InputError(
      `Rules belong to components, and ${entity.ref} is a ${entity.kind}. Choose one of its components.`,
    );
  }
  if (entity.isIgnored) {
    throw new InputError(
      `${entity.ref} has the annotation engineering-insights/ignore, so nothing of it counts. Take that away first.`,
    );
  }
  const problems = checkTrial({
    trial,
    policies: context.policies,
    sourceAnnotations: sourceAnnotations(context),
  });
  if (problems.length > 0) throw new InvalidRequestError(problems);
}

/** What holds for a component, or would. */
interface Rules {
  /** As binding would take it from the catalog. */
  readonly entity: CatalogEntity;
  /** The policy of the configuration that it is made of, or default. */
  readonly policyName: string;
  /** That policy, with what is tried. */
  readonly policy: DeliveryPolicy;
  readonly resolved: ResolvedPolicy;
}

function readRules(
  { context }: PreviewQuestion,
  entity: Entity,
  part?: DoctorPolicy,
): Rules {
  const described = describe(context, entity);
  const wanted = (described.settings.policy ?? '').trim();
  const isNamed = Object.hasOwn(context.policies.byAnnotation, wanted);
  const policyName = isNamed ? wanted : 'default';
  const policies = withPolicy({
    policies: context.policies,
    name: policyName,
    part,
  });
  return {
    entity: described,
    policyName,
    policy: isNamed ? policies.byAnnotation[wanted] : policies.default,
    resolved: resolvePolicy({
      policies,
      settings: described.settings,
      entityRef: described.ref,
    }),
  };
}

async function answer(
  question: PreviewQuestion,
  isTried: boolean,
): Promise<DoctorAnswer> {
  const { context, entity, trial } = question;
  const found = await readCatalogEntity(question);
  const holding = readRules(question, found);
  const would = readRules(
    question,
    withAnnotations(found, trial),
    trial.policy,
  );
  refuseWhatIsNotTaken(holding, would);
  const binding = await planBinding({
    knex: context.knex,
    entityId: entity.id,
    before: holding.entity,
    after: would.entity,
    canRead: ref => canRead(question, ref),
  });
  const { from, to } = resolveWindow({
    question: { days: DAYS },
    now: context.now(),
  })!;
  const window = { from, to };
  const { now, then } = await previewTrial({
    knex: context.knex,
    entityId: entity.id,
    window,
    now: context.now(),
    intervalSeconds: context.settings.pollIntervalSeconds,
    minimumContributors: context.minimumContributors,
    ...(isTried && {
      trial: {
        settings: would.entity.settings,
        policy: would.resolved,
        entityScopes: binding.entityScopes,
      },
    }),
  });
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    now: { ...now, ...tellRules(holding) },
    ...(then && { then: { ...then, ...tellRules(would, trial.policy) } }),
    notCovered: [
      ...binding.notCovered,
      ...overruled(trial, would.resolved),
      ...(isTried ? await pendingNote(question) : []),
    ],
    yaml: writeYaml({
      trial,
      policyName: would.policyName,
      policy: would.policy,
      entityName: parseEntityRef(entity.ref).name,
    }),
  };
}

/** A safety net: what `checkTrial` let through and deriving would not take as it is. */
function refuseWhatIsNotTaken(holding: Rules, would: Rules): void {
  const refused = would.resolved.problems.filter(
    problem => !holding.resolved.problems.includes(problem),
  );
  if (refused.length > 0) {
    throw new InvalidRequestError(
      refused.map(message => ({ field: 'body', message })),
    );
  }
}

function tellRules(
  { resolved, policyName }: Rules,
  part?: DoctorPolicy,
): Pick<DoctorSide, 'settings' | 'problems'> {
  return {
    settings: listSettings({
      resolved,
      policyName,
      part,
    }),
    problems: resolved.problems,
  };
}

/** As the caller sees it; binding reads the same annotations. */
async function readCatalogEntity(question: PreviewQuestion): Promise<Entity> {
  const { context, credentials, entity } = question;
  const found = await context.catalog.getEntityByRef(entity.ref, {
    credentials,
  });
  if (!found) {
    throw new NotFoundError(
      `There is no ${entity.ref} in the catalog that you may see.`,
    );
  }
  return found;
}

function withAnnotations(entity: Entity, trial: DoctorTrial): Entity {
  const annotations = Object.entries({
    ...entity.metadata.annotations,
    ...trial.annotations,
  }).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: Object.fromEntries(annotations),
    },
  };
}

function describe({ connectors }: ServiceContext, entity: Entity) {
  return describeEntity({
    entity,
    connectors,
    onError: ({ connector, error }) => {
      throw new InvalidRequestError([
        {
          field: 'body.annotations',
          message: `${connector.title} does not take them: ${
            error instanceof Error ? error.message : error
          }`,
        },
      ]);
    },
  });
}

async function canRead(
  { context, credentials }: PreviewQuestion,
  entityRef: string,
): Promise<boolean> {
  const visible = await context.authorise.visibleOf({
    credentials,
    entityRefs: [entityRef],
  });
  return visible.has(entityRef);
}

/** Parts of a tried policy that an annotation of the entity goes before. */
function overruled(trial: DoctorTrial, resolved: ResolvedPolicy): string[] {
  const paths = trial.policy ? leavesOf(trial.policy) : [];
  return paths.flatMap(([path]) => {
    const annotation = annotationOf(path, resolved);
    return annotation
      ? [
          `${path} has no effect here: the annotation ${annotation} goes before the policy.`,
        ]
      : [];
  });
}

async function pendingNote({
  context,
  entity,
}: PreviewQuestion): Promise<string[]> {
  const pending = await context
    .knex('dirty_marks')
    .first('id')
    .where('entity_id', entity.id)
    .where('due_at', '<=', context.now());
  return pending
    ? [
        'Facts have just come in that the numbers of now do not have yet; the trial has them.',
      ]
    : [];
}

function sourceAnnotations({ connectors }: ServiceContext): string[] {
  return [
    ...new Set(
      connectors.flatMap(({ annotations }) =>
        annotations.map(({ key }) => key),
      ),
    ),
  ].sort();
}

function hasAny(record: object | undefined): boolean {
  return record !== undefined && Object.keys(record).length > 0;
}
