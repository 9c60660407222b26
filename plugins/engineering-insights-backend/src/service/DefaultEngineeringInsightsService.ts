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
import { explain, readMembers } from '../engine';
import { readSources } from '../ingestion/readSources';
import { receiveEvents } from '../ingestion/receiveEvents';
import { answerDora } from './answerDora';
import { answerMetric } from './answerMetric';
import { answerTeam } from './answerTeam';
import { answerTeamNow } from './answerTeamNow';
import {
  attributeIncident,
  markDeployment,
  unmarkDeployment,
} from './corrections';
import type {
  Caller,
  EngineeringInsightsService,
  EntityQuestion,
  OverviewInput,
} from './EngineeringInsightsService';
import {
  answerChanges,
  answerCompleteness,
  answerOverview,
  answerServices,
  answerTargets,
} from './overview';
import { readHealth } from './readHealth';
import { resolveQuestionWindow } from './resolveQuestionWindow';
import type { ServiceContext } from './ServiceContext';
import { replayEvents, replayStream, retryStream } from './manageStreams';

type Options<K extends keyof EngineeringInsightsService> = Parameters<
  EngineeringInsightsService[K]
>[0];

/** What is older is history to those who triage. */
const TRIAGED = { days: 90 };

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
    const { credentials, deploymentId, mark } = options;
    const userRef = await this.#corrector(options);
    await this.#audited(
      'deployment-mark',
      { deploymentId, isFailed: mark.isFailed },
      () =>
        markDeployment({
          context: this.#corrections(),
          credentials,
          deploymentId,
          content: mark,
          userRef,
        }),
    );
  }

  async unmarkDeployment(options: Options<'unmarkDeployment'>) {
    const { credentials, deploymentId } = options;
    const userRef = await this.#corrector(options);
    await this.#audited('deployment-unmark', { deploymentId }, () =>
      unmarkDeployment({
        context: this.#corrections(),
        credentials,
        deploymentId,
        userRef,
      }),
    );
  }

  async attributeIncident(options: Options<'attributeIncident'>) {
    const { credentials, incidentId, attribution } = options;
    const userRef = await this.#corrector(options);
    await this.#audited(
      'incident-attribution',
      { incidentId, ...attribution },
      () =>
        attributeIncident({
          context: this.#corrections(),
          credentials,
          incidentId,
          attribution,
          userRef,
        }),
    );
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
    await this.#audited('stream-replay', { streamId }, () =>
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

  #corrections() {
    const { knex, authorise, onDirty } = this.#context;
    return { knex, authorise, onCorrected: onDirty };
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
    await event.success();
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
