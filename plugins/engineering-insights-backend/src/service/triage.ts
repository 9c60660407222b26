import { InputError } from '@backstage/errors';
import {
  type CorrectionsAnswer,
  type DeploymentGap,
  engineeringInsightsSourceReadPermission,
  type EntityTriageAnswer,
  type TriageDeploymentsAnswer,
  type TriageIncidentsAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { DateTime } from 'luxon';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { countUnknownAccounts } from '../database/operations/triage/countUnknownAccounts';
import { listCorrections } from '../database/operations/triage/listCorrections';
import { listTriageDeployments } from '../database/operations/triage/listTriageDeployments';
import { listTriageIncidents } from '../database/operations/triage/listTriageIncidents';
import {
  decodeTriageCursor,
  type TriagePage,
} from '../database/operations/triage/TriagePage';
import { readSnapshot } from '../database/readSnapshot';
import { type Member, readMembers } from '../engine';
import type { Caller, PageInput } from './EngineeringInsightsService';
import { readableMembersOf } from './readableMembers';
import type { ServiceContext } from './ServiceContext';
import { withSourceTitles } from './sourceTitles';

/** What is older is history to those who triage. */
export const TRIAGED = { days: 90 };
/** People come and go. */
const ACTED_LATELY = { days: 30 };

/** The entity as the caller may see it. */
export interface TriageQuestion extends Caller {
  readonly context: ServiceContext;
  readonly entity: StoredEntity;
}

function before(now: string, duration: { days: number }): string {
  return DateTime.fromISO(now, { zone: 'utc' }).minus(duration).toISO()!;
}

function pageOf({ cursor, limit }: PageInput): TriagePage {
  if (cursor === undefined) return { limit };
  const after = decodeTriageCursor(cursor);
  if (!after) {
    throw new InputError(
      'query.cursor: must be the nextCursor of the page before',
    );
  }
  return { after, limit };
}

/** What belonged to the entity lately and the caller may read. */
async function visibleMembers(
  question: TriageQuestion,
): Promise<readonly Member[]> {
  const { context, entity } = question;
  const { knex, now } = context;
  const to = now();
  const all = await readMembers({
    knex,
    entityIds: [entity.id],
    periods: [{ from: before(to, TRIAGED), to }],
  });
  const { members } = await readableMembersOf({ ...question, members: all });
  return members;
}

/** The same once each, however old what is asked of them. */
function always(members: readonly Member[]) {
  const ids = [...new Set(members.map(member => member.entityId))];
  return ids.map(entityId => ({ entityId, from: '-infinity', to: 'infinity' }));
}

/** How much waits for a person, and what the caller may do about it. */
export async function readTriage(
  question: TriageQuestion,
): Promise<EntityTriageAnswer> {
  const { context, credentials, entity } = question;
  const { knex: whole, authorise, connectors, now } = context;
  const at = now();
  const members = await visibleMembers(question);
  const [correctable, readSources] = await Promise.all([
    authorise.correctableOf({
      credentials,
      entityRefs: await whole('entities')
        .pluck<string[]>('ref')
        .whereIn('id', [...new Set(members.map(each => each.entityId))]),
    }),
    authorise.isAllowed({
      credentials,
      permission: engineeringInsightsSourceReadPermission,
    }),
  ]);
  const page = { limit: 1 };
  const found = await readSnapshot(whole, async knex => ({
    incidents: await listTriageIncidents({ knex, members, page }),
    revision: await listTriageDeployments({
      knex,
      members,
      gap: 'revision',
      page,
    }),
    environment: await listTriageDeployments({
      knex,
      members,
      gap: 'environment',
      page,
    }),
    corrections: await listCorrections({
      knex,
      members: always(members),
      isCounting: false,
      page,
    }),
    // Where nobody is to be known, no account is unknown.
    accounts:
      context.privacy?.mode === 'none'
        ? []
        : await countUnknownAccounts({
            knex,
            entityIds: members.map(member => member.entityId),
            since: before(at, ACTED_LATELY),
          }),
  }));
  const people = found.accounts.map(each => {
    const connector = connectors.find(({ id }) => id === each.source);
    const hint = connector?.annotations.find(({ appliesTo }) =>
      appliesTo.includes('User'),
    );
    return {
      ...each,
      title: connector?.title ?? each.source,
      ...(hint && {
        annotation: { key: hint.key, example: hint.example },
      }),
    };
  });
  const services = members.filter(member => !member.isGroup);
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    since: before(at, TRIAGED),
    serviceCount: new Set(services.map(member => member.entityId)).size,
    counts: {
      unlinkedIncidents: found.incidents.totalCount,
      deploymentsWithoutRevision: found.revision.totalCount,
      deploymentsWithoutEnvironment: found.environment.totalCount,
      unknownPeople: people.reduce(
        (sum, { unresolvedCount }) => sum + unresolvedCount,
        0,
      ),
      corrections: found.corrections.totalCount,
    },
    people,
    may: { correct: correctable.size > 0, readSources },
  };
}

/** Incidents that no deployment is known to have caused, oldest first. */
export async function readTriageIncidents(
  question: TriageQuestion & PageInput,
): Promise<TriageIncidentsAnswer> {
  const page = pageOf(question);
  const members = await visibleMembers(question);
  const { knex: whole, connectors } = question.context;
  const answer = await readSnapshot(whole, knex =>
    listTriageIncidents({ knex, members, page }),
  );
  return { ...answer, items: withSourceTitles(answer.items, connectors) };
}

/** Successful deployments that lack something, oldest first. */
export async function readTriageDeployments(
  question: TriageQuestion & PageInput & { readonly gap: DeploymentGap },
): Promise<TriageDeploymentsAnswer> {
  const { gap } = question;
  const page = pageOf(question);
  const members = await visibleMembers(question);
  const { knex: whole, connectors } = question.context;
  const answer = await readSnapshot(whole, knex =>
    listTriageDeployments({ knex, members, gap, page }),
  );
  return { ...answer, items: withSourceTitles(answer.items, connectors) };
}

/** What was corrected by hand and not taken back, the latest first. */
export async function readCorrections(
  question: TriageQuestion & PageInput,
): Promise<CorrectionsAnswer> {
  const page = pageOf(question);
  const members = always(await visibleMembers(question));
  return readSnapshot(question.context.knex, knex =>
    listCorrections({ knex, members, isCounting: false, page }),
  );
}
