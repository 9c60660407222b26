import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  engineeringInsightsEventCreatePermission,
  engineeringInsightsPeopleManagePermission,
  engineeringInsightsSourceManagePermission,
  engineeringInsightsSourceReadPermission,
  resolveWindow,
  type DoraAnswer,
  type MeasuredAs,
  type MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import {
  readEntity,
  type StoredEntity,
} from '../database/operations/entities/readEntity';
import { listDeployments } from '../database/operations/read/listDeployments';
import { listIncidents } from '../database/operations/read/listIncidents';
import { listUnreadIncidents } from '../database/operations/read/listUnreadIncidents';
import { readSnapshot } from '../database/readSnapshot';
import { PreviewGate } from '../doctor/PreviewGate';
import { explain, readMembers } from '../engine';
import { readSources } from '../ingestion/readSources';
import { receiveEvents } from '../ingestion/receiveEvents';
import { answerAnalytics } from './answerAnalytics';
import { answerDora } from './answerDora';
import { answerMetric } from './answerMetric';
import { answerPullRequests } from './answerPullRequests';
import { answerTeam } from './answerTeam';
import { answerTeamNow } from './answerTeamNow';
import { followChanges } from './changes';
import { checkMeasuring } from './checkMeasuring';
import {
  attributeIncident,
  type CorrectionChange,
  type CorrectionContext,
  markDeployment,
  takeBackCorrection,
  unattributeIncident,
  unmarkDeployment,
} from './corrections';
import type {
  Caller,
  EngineeringInsightsService,
  EntityQuestion,
  FactsInput,
  OverviewInput,
} from './EngineeringInsightsService';
import {
  countMembers,
  getDevelopers,
  getProductivity,
  listDevelopers,
} from './developers';
import { getEntities } from './entities';
import {
  commitsOf,
  type FactsQuestion,
  issuesOf,
  pullRequestsOf,
  reviewsOf,
} from './facts';
import { getMetrics } from './metricsOfMany';
import { previewRule } from './previewRule';
import { readBadge } from './badges';
import { comparePolicies } from './comparePolicies';
import { authoriseExport, erasePerson, exportPerson } from './people';
import { listPolicies } from './policies';
import {
  answerChanges,
  answerCompleteness,
  answerOverview,
  answerServices,
  answerTargets,
} from './overview';
import { coverage, doraMetrics } from '../metrics';
import { hideContributors } from './hideContributors';
import { hideStreams } from './hideStreams';
import { readableMembersOf } from './readableMembers';
import { listReadableMetrics } from './readableMetrics';
import { readHealth } from './readHealth';
import {
  getRepositories,
  getRepositoryHealth,
  listRepositories,
} from './repositories';
import { callerRefOf } from './ownAccounts';
import {
  getMailDomains,
  getOwners,
  getTopGroups,
  listGroups,
  listOrganizations,
  listServices,
  listTeams,
} from './teams';
import { resolveQuestionWindow } from './resolveQuestionWindow';
import { readLiveKey } from './liveKey';
import { listGaps, listServicesHealth } from './dataHealth';
import { listStreams, summarizeSources } from './operateSources';
import type { ServiceContext } from './ServiceContext';
import { type Permitted, withholdDora, withholdTeam } from './withhold';
import { replayEvents, replayStream, retryStream } from './manageStreams';
import {
  readCorrections,
  readTriage,
  readTriageDeployments,
  readTriageIncidents,
  TRIAGED,
} from './triage';

type Options<K extends keyof EngineeringInsightsService> = Parameters<
  EngineeringInsightsService[K]
>[0];

const DORA_METRIC_IDS = doraMetrics.map(({ definition }) => definition.id);
const MEASURED_KINDS = ['component', 'resource', 'system', 'domain', 'group'];

function summaryOfEntity({ ref, kind, title }: StoredEntity) {
  return { ref, kind, title };
}

const measuredAsOf = ({ statistic, unit, start }: MeasuredAs): MeasuredAs => ({
  statistic,
  unit,
  start,
});

function membersOf(options: {
  knex: Knex;
  entity: StoredEntity;
  window: MetricWindow;
}) {
  const { knex, entity, window } = options;
  return readMembers({ knex, entityIds: [entity.id], periods: [window] });
}

/** The one service behind every API. */
export class DefaultEngineeringInsightsService
  implements EngineeringInsightsService
{
  readonly #context: ServiceContext;
  readonly #previews = PreviewGate.create({ now: Date.now });

  static create(context: ServiceContext): DefaultEngineeringInsightsService {
    return new DefaultEngineeringInsightsService(context);
  }

  private constructor(context: ServiceContext) {
    this.#context = context;
  }

  // Definitions tell nothing of any entity, so whoever may ask may read them.
  async listMetrics(_options: Options<'listMetrics'>) {
    return {
      metrics: this.#context.metrics.list().map(metric => metric.definition),
    };
  }

  async getDora(options: Options<'getDora'>) {
    const entity = await this.#readVisible(options);
    const answer = await answerDora({
      context: this.#context,
      entity,
      window: this.#windowOf(options),
      isCompared: options.isCompared,
      ...measuredAsOf(options),
    });
    const question = { ...this.#askedBy(options), entity };
    return withholdDora(
      {
        ...answer,
        metrics: await hideContributors({ ...question, ...answer }),
        health: await hideStreams({ ...question, ...answer, entity }),
      },
      await this.#permitted(options, answer),
    );
  }

  async getTeam(options: Options<'getTeam'>) {
    const entity = await this.#readVisible(options);
    const { section, isCompared, clock, isWithSubTeams } = options;
    const answer = await answerTeam({
      context: this.#context,
      entity,
      window: this.#windowOf(options),
      section,
      isCompared,
      clock,
      statistic: options.statistic,
      isWithSubTeams,
    });
    const question = { ...this.#askedBy(options), entity };
    return withholdTeam(
      {
        ...answer,
        metrics: await hideContributors({ ...question, ...answer }),
        health: await hideStreams({ ...question, ...answer, entity }),
      },
      {
        ...(await this.#permitted(options, answer)),
        coverageRefs: await this.#context.authorise.visibleOf({
          credentials: options.credentials,
          entityRefs: answer.services.map(({ ref }) => ref),
          metricIds: [coverage.definition.id],
        }),
      },
    );
  }

  async getTeamNow(options: Options<'getTeamNow'>) {
    const entity = await this.#readVisible(options);
    const { isWithSubTeams } = options;
    return answerTeamNow({
      ...this.#askedBy(options),
      entity,
      isWithSubTeams,
    });
  }

  async getEntities(options: Options<'getEntities'>) {
    return getEntities({ ...options, context: this.#context });
  }

  async getMetrics(options: Options<'getMetrics'>) {
    return getMetrics({
      ...options,
      context: this.#context,
      window: this.#windowOf(options),
      metrics: options.metricIds.map(metricId => this.#metricOf(metricId)),
    });
  }

  async getAnalytics(options: Options<'getAnalytics'>) {
    return answerAnalytics({
      ...options,
      context: this.#context,
      entity: await this.#readVisible(options),
      window: this.#windowOf(options),
    });
  }

  async getMetric(options: Options<'getMetric'>) {
    const entity = await this.#readVisible(options, [options.metricId]);
    const { isCompared, cohort, clock, isWithSubTeams } = options;
    const metric = this.#metricOf(options.metricId);
    checkMeasuring(metric, options);
    const answer = await answerMetric({
      context: this.#context,
      entity,
      window: this.#windowOf(options),
      metric,
      ...measuredAsOf(options),
      isCompared,
      cohort,
      clock,
      isWithSubTeams,
    });
    const [told] = await hideContributors({
      ...this.#askedBy(options),
      metrics: [answer],
    });
    return told;
  }

  async explainMetric(options: Options<'explainMetric'>) {
    const entity = await this.#readVisible(options, [options.metricId]);
    const window = this.#windowOf(options);
    const { knex, now, settings, minimumContributors } = this.#context;
    const metric = this.#metricOf(options.metricId);
    checkMeasuring(metric, options);
    const { members } = await readableMembersOf({
      ...this.#askedBy(options),
      members: await membersOf({ knex, entity, window }),
      metricIds: [options.metricId],
    });
    const readableIds = new Set(members.map(({ entityId }) => entityId));
    const explanation = await readSnapshot(knex, snapshot =>
      explain({
        knex: snapshot,
        metric,
        entityId: entity.id,
        window,
        now: now(),
        cursor: options.cursor,
        limit: options.limit,
        cohort: options.cohort,
        clock: options.clock,
        ...measuredAsOf(options),
        isWithSubTeams: options.isWithSubTeams,
        intervalSeconds: settings.pollIntervalSeconds,
        minimumContributors,
        isReadable: id => readableIds.has(id),
      }),
    );
    return { ...explanation, entity: summaryOfEntity(entity), window };
  }

  async listDeployments(options: Options<'listDeployments'>) {
    const entity = await this.#readVisible(options);
    const window = this.#windowOf(options);
    const { limit, offset } = options;
    const { members, hiddenServiceCount } = await this.#readableMembers(
      options,
      { entity, window },
    );
    const { items, totalCount } = await readSnapshot(this.#context.knex, knex =>
      listDeployments({ knex, members, limit, offset }),
    );
    const next = offset + items.length;
    return {
      entity: summaryOfEntity(entity),
      window,
      items,
      totalCount,
      hiddenServiceCount,
      ...(next < totalCount && { nextCursor: String(next) }),
    };
  }

  async listIncidents(options: Options<'listIncidents'>) {
    const entity = await this.#readVisible(options);
    const window = this.#windowOf(options);
    const { attribution, limit, offset = 0 } = options;
    const { members, hiddenServiceCount } = await this.#readableMembers(
      options,
      { entity, window },
    );
    const found = await readSnapshot(this.#context.knex, knex =>
      listIncidents({
        knex,
        members,
        attribution,
        // One more, so that it is known whether there are more.
        limit: limit + 1,
        offset,
      }),
    );
    return {
      entity: summaryOfEntity(entity),
      window,
      items: found.slice(0, limit),
      hiddenServiceCount,
      ...(found.length > limit && { nextCursor: String(offset + limit) }),
    };
  }

  async getEntityHealth(options: Options<'getEntityHealth'>) {
    const entity = await this.#readVisible(options);
    const window = this.#windowOf({ window: {} });
    const question = { ...this.#askedBy(options), entity, window };
    const health = await readHealth(question);
    return hideStreams({ ...question, health });
  }

  async previewRule(options: Options<'previewRule'>) {
    const entity = await this.#readVisible(options, DORA_METRIC_IDS);
    const { credentials, trial } = options;
    return previewRule({
      context: this.#context,
      gate: this.#previews,
      credentials,
      entity,
      trial,
    });
  }

  async listPolicies(options: Options<'listPolicies'>) {
    const entity = await this.#readVisible(options);
    return listPolicies({ context: this.#context, entity });
  }

  async comparePolicies(options: Options<'comparePolicies'>) {
    const entity = await this.#readVisible(options, DORA_METRIC_IDS);
    const { limit, offset } = options;
    return comparePolicies({
      context: this.#context,
      entity,
      window: this.#windowOf(options),
      with: options.with,
      limit,
      offset,
    });
  }

  async readBadge(options: Options<'readBadge'>) {
    return readBadge({ context: this.#context, ...options });
  }

  async listGaps(options: Options<'listGaps'>) {
    const entity = await this.#readVisible(options);
    const { credentials, fraction, limit, offset } = options;
    return listGaps({
      context: this.#context,
      credentials,
      entity,
      window: this.#windowOf(options),
      fraction,
      limit,
      offset,
    });
  }

  async listServicesHealth(options: Options<'listServicesHealth'>) {
    const entity = await this.#readVisible(options);
    return listServicesHealth({
      context: this.#context,
      credentials: options.credentials,
      entity,
      window: this.#windowOf(options),
    });
  }

  async listOverviewTargets({ credentials }: Options<'listOverviewTargets'>) {
    return answerTargets({ context: this.#context, credentials });
  }

  async getOverview(options: Options<'getOverview'>) {
    return answerOverview(await this.#overviewOf(options));
  }

  async listOverviewServices(options: Options<'listOverviewServices'>) {
    const { band, limit, offset } = options;
    const question = await this.#overviewOf(options);
    return answerServices({ ...question, band, limit, offset });
  }

  async getOverviewChanges(options: Options<'getOverviewChanges'>) {
    return answerChanges(await this.#overviewOf(options));
  }

  async getOverviewCompleteness(options: Options<'getOverviewCompleteness'>) {
    return answerCompleteness(await this.#overviewOf(options));
  }

  async markDeployment(options: Options<'markDeployment'>) {
    const { deploymentId, mark } = options;
    await this.#correct(options, 'deployment-mark', { deploymentId }, by =>
      markDeployment({ ...by, deploymentId, content: mark }),
    );
  }

  async unmarkDeployment(options: Options<'unmarkDeployment'>) {
    const { deploymentId } = options;
    await this.#correct(options, 'deployment-unmark', { deploymentId }, by =>
      unmarkDeployment({ ...by, deploymentId }),
    );
  }

  async attributeIncident(options: Options<'attributeIncident'>) {
    const { incidentId, attribution } = options;
    await this.#correct(options, 'incident-attribution', { incidentId }, by =>
      attributeIncident({ ...by, incidentId, attribution }),
    );
  }

  async unattributeIncident(options: Options<'unattributeIncident'>) {
    const { incidentId } = options;
    await this.#correct(options, 'incident-unattribution', { incidentId }, by =>
      unattributeIncident({ ...by, incidentId }),
    );
  }

  async takeBackCorrection(options: Options<'takeBackCorrection'>) {
    const { correctionId } = options;
    await this.#correct(options, 'correction-take-back', { correctionId }, by =>
      takeBackCorrection({ ...by, correctionId }),
    );
  }

  async getTriage(options: Options<'getTriage'>) {
    return readTriage(await this.#asking(options));
  }

  async listTriageIncidents(options: Options<'listTriageIncidents'>) {
    const { cursor, limit } = options;
    const question = await this.#asking(options);
    return readTriageIncidents({ ...question, cursor, limit });
  }

  async listTriageDeployments(options: Options<'listTriageDeployments'>) {
    const { gap, cursor, limit } = options;
    const question = await this.#asking(options);
    return readTriageDeployments({ ...question, gap, cursor, limit });
  }

  async listCorrections(options: Options<'listCorrections'>) {
    const { cursor, limit } = options;
    const question = await this.#asking(options);
    return readCorrections({ ...question, cursor, limit });
  }

  async receiveEvents(options: Options<'receiveEvents'>) {
    const { knex, identitySalt, privacy, now, onDirty } = this.#context;
    const { intake } = options;
    const { entityRef, scope } = intake;
    const answer = await this.#audited(
      'events-receive',
      { ...(entityRef && { entityRef }), ...(scope && { scope }) },
      async () =>
        receiveEvents({
          knex,
          intake: { ...intake, ...(await this.#intakeEntity(options)) },
          receivedAt: now(),
          identitySalt,
          privacy,
        }),
      ({ written, invalid }) => ({ written, invalidCount: invalid.length }),
      'low',
    );
    onDirty();
    return answer;
  }

  async replayEvents({ credentials, scope }: Options<'replayEvents'>) {
    return this.#audited('events-replay', { scope }, async () => {
      await this.#mayManageSources({ credentials });
      return replayEvents({ context: this.#context, scope });
    });
  }

  async listSources(options: Options<'listSources'>) {
    const { knex, connectors, settings, now } = this.#context;
    return this.#ofSources(options, 'all', () =>
      readSources({ knex, connectors, settings, now: now() }),
    );
  }

  async summarizeSources(options: Options<'summarizeSources'>) {
    return this.#ofSources(options, 'summary', () =>
      summarizeSources({ context: this.#context }),
    );
  }

  async listStreams(options: Options<'listStreams'>) {
    const { credentials, ...question } = options;
    return this.#ofSources({ credentials }, 'streams', () =>
      listStreams({ ...question, context: this.#context }),
    );
  }

  async listTriage(options: Options<'listTriage'>) {
    const { knex, now } = this.#context;
    const since = DateTime.fromISO(now(), { zone: 'utc' })
      .minus(TRIAGED)
      .toISO()!;
    return this.#ofSources(options, 'triage', () =>
      listUnreadIncidents({ knex, since, limit: options.limit }),
    );
  }

  async retryStream({ credentials, streamId }: Options<'retryStream'>) {
    await this.#audited('stream-retry', { streamId }, async () => {
      await this.#mayManageSources({ credentials });
      await retryStream({ context: this.#context, streamId });
    });
  }

  async replayStream({ credentials, streamId }: Options<'replayStream'>) {
    return this.#audited('stream-replay', { streamId }, async () => {
      await this.#mayManageSources({ credentials });
      return replayStream({ context: this.#context, streamId });
    });
  }

  async exportPerson(options: Options<'exportPerson'>) {
    const question = { ...options, context: this.#context };
    const person = stringifyEntityRef(options.entity);
    return this.#audited('person-export', { person }, async () => {
      await authoriseExport(question);
      return exportPerson(question);
    });
  }

  async erasePerson(options: Options<'erasePerson'>) {
    const { credentials, entity } = options;
    const { authorise } = this.#context;
    return this.#audited(
      'person-erasure',
      { person: stringifyEntityRef(entity) },
      async () => {
        await authorise.to({
          credentials,
          permission: engineeringInsightsPeopleManagePermission,
        });
        return erasePerson({ ...options, context: this.#context });
      },
      ({ factCount, messageCount }) => ({ factCount, messageCount }),
    );
  }

  async listTeams(options: Options<'listTeams'>) {
    return listTeams(await this.#asking(options));
  }

  async listGroups(options: Options<'listGroups'>) {
    return listGroups({ ...options, context: this.#context });
  }

  async listOrganizations(options: Options<'listOrganizations'>) {
    return listOrganizations({ ...options, context: this.#context });
  }

  async listServices(options: Options<'listServices'>) {
    return listServices(await this.#asking(options));
  }

  async getTopGroups(options: Options<'getTopGroups'>) {
    return getTopGroups({ ...options, context: this.#context });
  }

  async getMailDomains(options: Options<'getMailDomains'>) {
    return getMailDomains({ ...options, context: this.#context });
  }

  async getCallerRef(options: Options<'getCallerRef'>) {
    return callerRefOf({ ...options, context: this.#context });
  }

  async getOwners(options: Options<'getOwners'>) {
    return getOwners({ ...options, context: this.#context });
  }

  async getRepositories(options: Options<'getRepositories'>) {
    return getRepositories({ ...options, context: this.#context });
  }

  async listRepositories(options: Options<'listRepositories'>) {
    return listRepositories(await this.#asking(options));
  }

  async getRepositoryHealth(options: Options<'getRepositoryHealth'>) {
    return getRepositoryHealth({ ...options, context: this.#context });
  }

  async listCommits(options: Options<'listCommits'>) {
    return this.#ofFacts(options, 'commits', commitsOf);
  }

  async listPullRequests(options: Options<'listPullRequests'>) {
    return this.#ofFacts(options, 'pull-requests', pullRequestsOf);
  }

  async listEntityPullRequests(options: Options<'listEntityPullRequests'>) {
    const { cursor, limit } = options;
    return answerPullRequests({
      ...(await this.#asking(options)),
      window: this.#windowOf(options),
      cursor,
      limit,
    });
  }

  async listIssues(options: Options<'listIssues'>) {
    return issuesOf(this.#factsOf(options));
  }

  async listReviews(options: Options<'listReviews'>) {
    return reviewsOf({ ...options, context: this.#context });
  }

  async getDevelopers(options: Options<'getDevelopers'>) {
    const { userRefs } = options;
    return this.#ofPeople(
      { queryType: 'by-refs', count: userRefs.length },
      () => getDevelopers({ ...options, context: this.#context }),
    );
  }

  async listDevelopers(options: Options<'listDevelopers'>) {
    const groupRef = stringifyEntityRef(options.group);
    return this.#ofPeople({ queryType: 'members', groupRef }, () =>
      listDevelopers({ ...options, context: this.#context }),
    );
  }

  async countMembers(options: Options<'countMembers'>) {
    return countMembers({ ...options, context: this.#context });
  }

  async getProductivity(options: Options<'getProductivity'>) {
    const person = stringifyEntityRef(options.developer);
    return this.#ofPeople({ queryType: 'productivity', person }, () =>
      getProductivity({
        ...options,
        context: this.#context,
        window: this.#windowOf(options),
      }),
    );
  }

  /** Facts of a repository tell of nobody; those of a person are a read of a person. */
  async #ofFacts<T>(
    options: FactsInput,
    queryType: string,
    list: (question: FactsQuestion) => Promise<T>,
  ): Promise<T> {
    const { of } = options;
    const read = () => list(this.#factsOf(options));
    if (!('developer' in of)) return read();
    const person = stringifyEntityRef(of.developer);
    return this.#ofPeople({ queryType, person }, read);
  }

  async #ofPeople<T>(
    meta: Record<string, string | number>,
    read: () => Promise<T>,
  ): Promise<T> {
    return this.#audited('people-fetch', meta, read, undefined, 'low');
  }

  /** What those who run the portal see of sources. */
  async #ofSources<T>(
    { credentials }: Caller,
    queryType: string,
    read: () => Promise<T>,
  ): Promise<T> {
    return this.#audited(
      'sources-fetch',
      { queryType },
      async () => {
        await this.#context.authorise.to({
          credentials,
          permission: engineeringInsightsSourceReadPermission,
        });
        return read();
      },
      undefined,
      'low',
    );
  }

  async #mayManageSources({ credentials }: Caller): Promise<void> {
    await this.#context.authorise.to({
      credentials,
      permission: engineeringInsightsSourceManagePermission,
    });
  }

  /** The entity that facts are sent for, where one is named, as the sender sees it. */
  async #intakeEntity({
    credentials,
    intake,
  }: Options<'receiveEvents'>): Promise<{ entityRef?: string }> {
    const { authorise } = this.#context;
    await authorise.to({
      credentials,
      permission: engineeringInsightsEventCreatePermission,
    });
    if (intake.entityRef === undefined) return {};
    const entity = parseRef(intake.entityRef);
    return { entityRef: await authorise.toSee({ credentials, entity }) };
  }

  async getLiveKey(options: Options<'getLiveKey'>) {
    return readLiveKey({ ...options, context: this.#context });
  }

  async listReadableMetrics(options: Options<'listReadableMetrics'>) {
    return listReadableMetrics({ ...options, context: this.#context });
  }

  async followChanges(options: Options<'followChanges'>) {
    return followChanges({ ...options, context: this.#context });
  }

  #factsOf(options: FactsInput) {
    return {
      ...options,
      context: this.#context,
      window: this.#windowOf(options),
    };
  }

  async #asking(question: EntityQuestion) {
    return {
      ...this.#askedBy(question),
      entity: await this.#readVisible(question),
    };
  }

  #askedBy({ credentials }: Caller) {
    return { context: this.#context, credentials };
  }

  /** Of a roll-up what is listed to the caller. */
  async #readableMembers(
    caller: Caller,
    asked: { entity: StoredEntity; window: MetricWindow },
  ) {
    const { knex } = this.#context;
    return readableMembersOf({
      ...this.#askedBy(caller),
      members: await membersOf({ knex, ...asked }),
    });
  }

  async #overviewOf(options: OverviewInput) {
    const { credentials, days, filter } = options;
    const entity = await this.#readVisible(options, DORA_METRIC_IDS);
    const now = this.#context.now();
    return {
      context: this.#context,
      credentials,
      entity,
      filter,
      window: resolveWindow({ question: { days }, now })!,
    };
  }

  async #correct(
    { credentials }: Caller,
    eventId: string,
    meta: Record<string, string>,
    act: (by: {
      context: CorrectionContext;
      credentials: Caller['credentials'];
      userRef: string;
    }) => Promise<readonly CorrectionChange[]>,
  ): Promise<void> {
    const { knex, authorise, onDirty, userRefOf } = this.#context;
    const by = await this.getCallerRef({ credentials });
    await this.#audited(
      eventId,
      { ...meta, ...(by && { userRef: by }) },
      async () => {
        await authorise.toCorrect({ credentials });
        return act({
          context: { knex, authorise, onCorrected: onDirty },
          credentials,
          userRef: await userRefOf(credentials),
        });
      },
      changes => ({
        changes: changes.map(({ entityRef, fact, before, after }) => ({
          entityRef,
          fact,
          before: before && { ...before },
          after: after && { ...after },
        })),
      }),
    );
  }

  /** Tells the portal's auditor of what is done, and of what is refused. */
  async #audited<T>(
    eventId: string,
    meta: Record<string, string | number | boolean>,
    act: () => Promise<T>,
    /** What there is to say of it once it is done. */
    metaOf?: (result: T) => JsonObject,
    /** Low of what happens all the time. */
    severityLevel: 'low' | 'medium' = 'medium',
  ): Promise<T> {
    const event = await this.#context.auditor.createEvent({
      eventId,
      severityLevel,
      meta,
    });
    let result: T;
    try {
      result = await act();
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
    await event.success(metaOf && { meta: metaOf(result) });
    return result;
  }

  #windowOf({ window }: Pick<Options<'getDora'>, 'window'>) {
    return resolveQuestionWindow({ window, now: this.#context.now() });
  }

  #metricOf(metricId: string) {
    const metric = this.#context.metrics.get(metricId);
    if (!metric) {
      throw new NotFoundError(
        `There is no metric ${JSON.stringify(
          metricId,
        )}; GET /v1/metrics lists what there is.`,
      );
    }
    return metric;
  }

  /** What of an answer the caller may read. */
  async #permitted(
    { credentials }: Caller,
    answer: Pick<DoraAnswer, 'entity' | 'metrics' | 'services'>,
  ): Promise<Permitted> {
    const { authorise } = this.#context;
    const { entity, metrics, services = [] } = answer;
    const metricIds = await authorise.metricsOf({
      credentials,
      entityRefs: [entity.ref],
      metricIds: metrics.map(({ metricId }) => metricId),
    });
    return {
      metricIds: metricIds.get(entity.ref)!,
      serviceRefs: await authorise.visibleOf({
        credentials,
        entityRefs: services.map(({ ref }) => ref),
      }),
    };
  }

  /** Of an entity that is read for some metrics, or for any of them. */
  async #readVisible(
    { credentials, entity }: EntityQuestion,
    metricIds?: readonly string[],
  ): Promise<StoredEntity> {
    const entityRef = await this.#context.authorise.toRead({
      credentials,
      entity,
      metricIds,
    });
    const stored = await readEntity({ knex: this.#context.knex, entityRef });
    if (stored) {
      return stored;
    }
    const kind = entity.kind.toLocaleLowerCase('en-US');
    throw new NotFoundError(
      MEASURED_KINDS.includes(kind)
        ? `${entityRef} is new in the catalog; its metrics begin within two minutes.`
        : `There are metrics of components, systems, domains and groups, and none of the kind ${kind}.`,
    );
  }
}

function parseRef(text: string) {
  try {
    return parseEntityRef(text);
  } catch {
    throw new InputError('body.entityRef: must be kind:namespace/name');
  }
}
