import { parseEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  engineeringInsightsDeliveryCorrectPermission,
  engineeringInsightsEventCreatePermission,
  engineeringInsightsSourceManagePermission,
  engineeringInsightsSourceReadPermission,
  resolveWindow,
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
import { answerDora } from './answerDora';
import { answerMetric } from './answerMetric';
import { answerTeam } from './answerTeam';
import { answerTeamNow } from './answerTeamNow';
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
  OverviewInput,
} from './EngineeringInsightsService';
import { previewRule } from './previewRule';
import { readBadge } from './badges';
import { comparePolicies } from './comparePolicies';
import { listPolicies } from './policies';
import {
  answerChanges,
  answerCompleteness,
  answerOverview,
  answerServices,
  answerTargets,
} from './overview';
import { readHealth } from './readHealth';
import { resolveQuestionWindow } from './resolveQuestionWindow';
import { listGaps, listServicesHealth } from './dataHealth';
import { listStreams, summarizeSources } from './operateSources';
import type { ServiceContext } from './ServiceContext';
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

const MEASURED_KINDS = ['component', 'resource', 'system', 'domain', 'group'];

function summaryOfEntity({ ref, kind, title }: StoredEntity) {
  return { ref, kind, title };
}

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
    const window = this.#windowOf(options);
    return answerDora({
      context: this.#context,
      entity,
      window,
      isCompared: options.isCompared,
    });
  }

  async getTeam(options: Options<'getTeam'>) {
    const entity = await this.#readVisible(options);
    const { section, isCompared, clock, isWithSubTeams } = options;
    return answerTeam({
      context: this.#context,
      entity,
      window: this.#windowOf(options),
      section,
      isCompared,
      clock,
      isWithSubTeams,
    });
  }

  async getTeamNow(options: Options<'getTeamNow'>) {
    const entity = await this.#readVisible(options);
    const { isWithSubTeams } = options;
    return answerTeamNow({ context: this.#context, entity, isWithSubTeams });
  }

  async getMetric(options: Options<'getMetric'>) {
    const entity = await this.#readVisible(options);
    const { isCompared, cohort, clock, isWithSubTeams } = options;
    return answerMetric({
      context: this.#context,
      entity,
      window: this.#windowOf(options),
      metric: this.#metricOf(options.metricId),
      isCompared,
      cohort,
      clock,
      isWithSubTeams,
    });
  }

  async explainMetric(options: Options<'explainMetric'>) {
    const entity = await this.#readVisible(options);
    const window = this.#windowOf(options);
    const { knex, now, settings, minimumContributors } = this.#context;
    const metric = this.#metricOf(options.metricId);
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
        isWithSubTeams: options.isWithSubTeams,
        intervalSeconds: settings.pollIntervalSeconds,
        minimumContributors,
      }),
    );
    return { ...explanation, entity: summaryOfEntity(entity), window };
  }

  async listDeployments(options: Options<'listDeployments'>) {
    const entity = await this.#readVisible(options);
    const window = this.#windowOf(options);
    const { limit, offset } = options;
    const { items, totalCount } = await readSnapshot(
      this.#context.knex,
      async knex =>
        listDeployments({
          knex,
          members: await membersOf({ knex, entity, window }),
          limit,
          offset,
        }),
    );
    const next = offset + items.length;
    return {
      entity: summaryOfEntity(entity),
      window,
      items,
      totalCount,
      ...(next < totalCount && { nextCursor: String(next) }),
    };
  }

  async listIncidents(options: Options<'listIncidents'>) {
    const entity = await this.#readVisible(options);
    const window = this.#windowOf(options);
    const items = await readSnapshot(this.#context.knex, async knex =>
      listIncidents({
        knex,
        members: await membersOf({ knex, entity, window }),
        attribution: options.attribution,
        limit: options.limit,
      }),
    );
    return { entity: summaryOfEntity(entity), window, items };
  }

  async getEntityHealth(options: Options<'getEntityHealth'>) {
    const entity = await this.#readVisible(options);
    return readHealth({
      context: this.#context,
      entity,
      window: this.#windowOf({ window: {} }),
    });
  }

  async previewRule(options: Options<'previewRule'>) {
    const entity = await this.#readVisible(options);
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
    const entity = await this.#readVisible(options);
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
    return readTriage(await this.#triageOf(options));
  }

  async listTriageIncidents(options: Options<'listTriageIncidents'>) {
    const { cursor, limit } = options;
    const question = await this.#triageOf(options);
    return readTriageIncidents({ ...question, cursor, limit });
  }

  async listTriageDeployments(options: Options<'listTriageDeployments'>) {
    const { gap, cursor, limit } = options;
    const question = await this.#triageOf(options);
    return readTriageDeployments({ ...question, gap, cursor, limit });
  }

  async listCorrections(options: Options<'listCorrections'>) {
    const { cursor, limit } = options;
    const question = await this.#triageOf(options);
    return readCorrections({ ...question, cursor, limit });
  }

  async receiveEvents(options: Options<'receiveEvents'>) {
    const { authorise, knex, identitySalt, now, onDirty } = this.#context;
    const { credentials, intake } = options;
    await authorise.to({
      credentials,
      permission: engineeringInsightsEventCreatePermission,
    });
    const entityRef =
      intake.entityRef === undefined
        ? undefined
        : await authorise.toRead({
            credentials,
            entity: parseRef(intake.entityRef),
          });
    const answer = await receiveEvents({
      knex,
      intake: { ...intake, ...(entityRef && { entityRef }) },
      receivedAt: now(),
      identitySalt,
    });
    onDirty();
    return answer;
  }

  async replayEvents(options: Options<'replayEvents'>) {
    const { credentials, scope } = options;
    const { authorise } = this.#context;
    await authorise.to({
      credentials,
      permission: engineeringInsightsSourceManagePermission,
    });
    return this.#audited('events-replay', { scope }, () =>
      replayEvents({ context: this.#context, scope }),
    );
  }

  async listSources(options: Options<'listSources'>) {
    const { authorise, knex, connectors, settings, now } = this.#context;
    await authorise.to({
      credentials: options.credentials,
      permission: engineeringInsightsSourceReadPermission,
    });
    return readSources({ knex, connectors, settings, now: now() });
  }

  async summarizeSources({ credentials }: Options<'summarizeSources'>) {
    await this.#context.authorise.to({
      credentials,
      permission: engineeringInsightsSourceReadPermission,
    });
    return summarizeSources({ context: this.#context });
  }

  async listStreams(options: Options<'listStreams'>) {
    const { credentials, ...question } = options;
    await this.#context.authorise.to({
      credentials,
      permission: engineeringInsightsSourceReadPermission,
    });
    return listStreams({ ...question, context: this.#context });
  }

  async listTriage(options: Options<'listTriage'>) {
    const { authorise, knex, now } = this.#context;
    await authorise.to({
      credentials: options.credentials,
      permission: engineeringInsightsSourceReadPermission,
    });
    const since = DateTime.fromISO(now(), { zone: 'utc' })
      .minus(TRIAGED)
      .toISO()!;
    return listUnreadIncidents({ knex, since, limit: options.limit });
  }

  async retryStream(options: Options<'retryStream'>) {
    const { credentials, streamId } = options;
    const { authorise } = this.#context;
    await authorise.to({
      credentials,
      permission: engineeringInsightsSourceManagePermission,
    });
    await this.#audited('stream-retry', { streamId }, () =>
      retryStream({ context: this.#context, streamId }),
    );
  }

  async replayStream(options: Options<'replayStream'>) {
    const { credentials, streamId } = options;
    const { authorise } = this.#context;
    await authorise.to({
      credentials,
      permission: engineeringInsightsSourceManagePermission,
    });
    return this.#audited('stream-replay', { streamId }, () =>
      replayStream({ context: this.#context, streamId }),
    );
  }

  async #overviewOf(options: OverviewInput) {
    const { credentials, days, filter } = options;
    const entity = await this.#readVisible(options);
    const now = this.#context.now();
    return {
      context: this.#context,
      credentials,
      entity,
      filter,
      window: resolveWindow({ question: { days }, now })!,
    };
  }

  async #triageOf(question: EntityQuestion) {
    return {
      context: this.#context,
      credentials: question.credentials,
      entity: await this.#readVisible(question),
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
    const { knex, authorise, onDirty } = this.#context;
    const userRef = await this.#corrector({ credentials });
    await this.#audited(
      eventId,
      { ...meta, userRef },
      () =>
        act({
          context: { knex, authorise, onCorrected: onDirty },
          credentials,
          userRef,
        }),
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

  async #corrector({ credentials }: Caller): Promise<string> {
    const { authorise, userRefOf } = this.#context;
    await authorise.to({
      credentials,
      permission: engineeringInsightsDeliveryCorrectPermission,
    });
    return userRefOf(credentials);
  }

  async #audited<T>(
    eventId: string,
    meta: Record<string, string | number | boolean>,
    act: () => Promise<T>,
    /** What there is to say of it once it is done. */
    metaOf?: (result: T) => JsonObject,
  ): Promise<T> {
    const event = await this.#context.auditor.createEvent({
      eventId,
      severityLevel: 'medium',
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

  async #readVisible({
    credentials,
    entity,
  }: EntityQuestion): Promise<StoredEntity> {
    const entityRef = await this.#context.authorise.toRead({
      credentials,
      entity,
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
