import type {
  PolicyChangeMark,
  PolicyDifference,
  PolicyPartSource,
  PolicyRecord,
  PolicySettingValue,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

const NAMED = [
  'deployments.from',
  'deployments.sources',
  'deployments.pipeline',
  'deployments.job',
  'deployments.stage',
  'deployments.branch',
  'deployments.tag',
  'deployments.environment',
  'environments.production',
  'environments.count',
  'failures.attributionWindowHours',
  'failures.minimumConfidence',
  'failures.evidence.incident',
  'failures.evidence.rollback',
  'failures.evidence.revert',
  'failures.evidence.hotfix',
  'failures.hotfixLabels',
  'failures.hotfixBranches',
  'incidents.issueTypes',
  'incidents.labels',
  'incidents.components',
  'incidents.priority',
  'incidents.services',
] as const;
const RULES = [
  'deployments',
  'releases',
  'tags',
  'pipelineRuns',
  'merges',
] as const;
const SECONDS_PER_HOUR = 3_600;

/** What a setting is called; one that has no words yet by its key. */
export function settingName(name: string, { t }: Formats): string {
  const known = NAMED.find(each => each === name);
  return known ? t(`policies.setting.${known}`) : name;
}

function ruleText(rule: string, { t }: Formats): string {
  const known = RULES.find(each => each === rule);
  return known ? t(`policies.from.${known}`) : rule;
}

/** What a setting is set to, with its unit. */
export function settingText(
  name: string,
  value: PolicySettingValue | undefined,
  formats: Formats,
): string {
  const { t } = formats;
  if (value === undefined) return t('policies.value.notSet');
  if (typeof value === 'boolean')
    return t(value ? 'policies.value.yes' : 'policies.value.no');
  if (typeof value === 'object')
    return value.length === 0 ? t('policies.value.none') : value.join(', ');
  if (name === 'failures.attributionWindowHours')
    return formats.duration(Number(value) * SECONDS_PER_HOUR);
  if (name === 'failures.minimumConfidence')
    return formats.share(Number(value));
  if (name === 'deployments.from') return ruleText(String(value), formats);
  if (value === 'rollout' || value === 'each')
    return t(`policies.value.${value}`);
  return String(value);
}

/** Which policy it is: the default one, one of the configuration, or what an entity's annotations made. */
export function policyName(
  name: string,
  entity: { readonly ref: string; readonly title: string },
  { t }: Formats,
): string {
  if (name === 'default') return t('policies.name.default');
  return name === entity.ref
    ? t('policies.name.own', { name: entity.title })
    : t('policies.name.named', { name });
}

/** What set a part: an annotation by its key, or a policy. */
export function sourceText(
  source: PolicyPartSource | undefined,
  { t }: Formats,
): string {
  switch (source?.setBy) {
    case 'annotation':
      return source.name ?? t('policies.by.annotation');
    case 'namedPolicy':
      return t('policies.by.namedPolicy', { name: source.name ?? '' });
    case 'default':
      return t('policies.by.defaultPolicy');
    default:
      return t('policies.by.unknown');
  }
}

/** "Production environments: prod → staging" */
export function differenceText(
  { name, from, to }: PolicyDifference,
  formats: Formats,
): string {
  return formats.t('policies.mark.difference', {
    name: settingName(name, formats),
    from: settingText(name, from, formats),
    to: settingText(name, to, formats),
  });
}

/** What a mark on a chart stands for. */
export function markText(
  { at, serviceCount, differences }: PolicyChangeMark,
  isRollUp: boolean,
  formats: Formats,
): string {
  const { t } = formats;
  const date = formats.date(at);
  if (isRollUp) {
    return t('policies.mark.several', {
      date,
      ...formats.counted(serviceCount),
    });
  }
  return differences.length === 0
    ? t('policies.mark.oneWithoutSettings', { date })
    : t('policies.mark.one', {
        date,
        changes: differences
          .map(difference => differenceText(difference, formats))
          .join(', '),
      });
}

/** Why a record does not count under the other policy. */
export function recordReason(
  { reason, parameters }: PolicyRecord,
  formats: Formats,
): string {
  const { t } = formats;
  const text = (name: string) => String(parameters[name] ?? '');
  switch (reason) {
    case 'otherKind':
      return t('policies.reason.otherKind', {
        counts: ruleText(text('counts'), formats),
      });
    case 'notProduction':
      return text('environment') === ''
        ? t('policies.reason.notProductionUnnamed')
        : t('policies.reason.notProduction', {
            environment: text('environment'),
          });
    case 'notSuccessful':
      return t('policies.reason.notSuccessful', { outcome: text('outcome') });
    case 'evidenceOff':
      return t('policies.reason.evidenceOff', { evidence: text('evidence') });
    case 'belowConfidence':
      return t('policies.reason.belowConfidence', {
        confidence: formats.share(Number(parameters.confidence)),
        minimum: formats.share(Number(parameters.minimum)),
      });
    case 'otherAttribution':
      return t('policies.reason.otherAttribution', { hours: text('hours') });
    default:
      return t(`policies.reason.${reason}`);
  }
}
