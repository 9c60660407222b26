import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  DoctorTrial,
  EntityName,
  MeasuredAs,
  MeasuringChoice,
  MetricWindow,
  TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';

const ROOT = 'engineering-insights';

function refOf(entity: EntityName): string {
  return stringifyEntityRef(entity).toLocaleLowerCase('en-US');
}

function measuredKey({ statistic, unit, start }: MeasuredAs) {
  return [statistic ?? null, unit ?? null, start ?? null] as const;
}

function choiceKey({ cohort, clock, isWithSubTeams, ...as }: MeasuringChoice) {
  return [
    cohort ?? null,
    clock ?? null,
    isWithSubTeams ?? null,
    ...measuredKey(as),
  ] as const;
}

/** Where an answer is kept; the entity stands second, so that all its answers are refreshed at once. */
export const queryKeys = {
  all: () => [ROOT] as const,
  entity: (entity: EntityName) => [ROOT, refOf(entity)] as const,
  dora: (
    entity: EntityName,
    window: MetricWindow,
    options: MeasuredAs & { readonly compare: boolean },
  ) =>
    [
      ROOT,
      refOf(entity),
      'dora',
      window.from,
      window.to,
      options.compare,
      ...measuredKey(options),
    ] as const,
  deployments: (entity: EntityName, window: MetricWindow) =>
    [ROOT, refOf(entity), 'deployments', window.from, window.to] as const,
  incidents: (entity: EntityName, window: MetricWindow) =>
    [ROOT, refOf(entity), 'incidents', window.from, window.to] as const,
  team: (
    entity: EntityName,
    window: MetricWindow,
    section: TeamSection,
    options: MeasuringChoice & { readonly compare: boolean },
  ) =>
    [
      ROOT,
      refOf(entity),
      'team',
      window.from,
      window.to,
      section,
      options.compare,
      ...choiceKey(options),
    ] as const,
  teamNow: (entity: EntityName, choice: MeasuringChoice) =>
    [ROOT, refOf(entity), 'teamNow', choice.isWithSubTeams ?? null] as const,
  explain: (
    entity: EntityName,
    window: MetricWindow,
    metricId: string,
    choice: MeasuringChoice = {},
  ) =>
    [
      ROOT,
      refOf(entity),
      'explain',
      window.from,
      window.to,
      metricId,
      ...choiceKey(choice),
    ] as const,
  records: (
    entity: EntityName,
    window: MetricWindow,
    metricId: string,
    choice: MeasuringChoice,
  ) =>
    [
      ROOT,
      refOf(entity),
      'records',
      window.from,
      window.to,
      metricId,
      ...choiceKey(choice),
    ] as const,
  metric: (
    entity: EntityName,
    window: MetricWindow,
    metricId: string,
    options: MeasuringChoice & { readonly compare: boolean },
  ) =>
    [
      ROOT,
      refOf(entity),
      'metric',
      window.from,
      window.to,
      metricId,
      options.compare,
      ...choiceKey(options),
    ] as const,
  health: (entity: EntityName) => [ROOT, refOf(entity), 'health'] as const,
  doctor: (entity: EntityName, trial: DoctorTrial) =>
    [ROOT, refOf(entity), 'doctor', JSON.stringify(trial)] as const,
  triage: (entity: EntityName) => [ROOT, refOf(entity), 'triage'] as const,
  triageList: (entity: EntityName, list: string) =>
    [ROOT, refOf(entity), 'triage', list] as const,
  unheardIncidents: () => [ROOT, 'unheardIncidents'] as const,
  policies: (entity: EntityName) => [ROOT, refOf(entity), 'policies'] as const,
  policyComparison: (entity: EntityName, window: MetricWindow, other: string) =>
    [
      ROOT,
      refOf(entity),
      'policyComparison',
      window.from,
      window.to,
      other,
    ] as const,
  gaps: (
    entity: EntityName,
    window: MetricWindow | undefined,
    fraction: string,
  ) =>
    [
      ROOT,
      refOf(entity),
      'gaps',
      window?.from ?? null,
      window?.to ?? null,
      fraction,
    ] as const,
  servicesHealth: (entity: EntityName) =>
    [ROOT, refOf(entity), 'servicesHealth'] as const,
  sources: () => [ROOT, 'sources'] as const,
  streams: (question: object) =>
    [ROOT, 'sources', 'streams', question] as const,
  definitions: () => [ROOT, 'definitions'] as const,
};
