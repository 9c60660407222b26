import { codeFindingsOf } from './findings/codeFindings';
import { dependencyFindingsOf } from './findings/dependencyFindings';
import { manifestsOf, type Manifest } from './findings/manifests';
import {
  mergedPullRequests,
  type RepositoryFinding,
} from './findings/repositoryFinding';
import { scannerOf } from './findings/scannerOf';
import { createRandom } from './random';
import type { RepositorySimulation } from './repositorySimulation';
import { DAY, HOUR, MINUTE } from './time';

/** A security alert of GitHub, as far as it went by now. */
interface Alert {
  readonly number: number;
  readonly state: 'open' | 'dismissed' | 'fixed';
  readonly createdAt: number;
  /** When it was dismissed or fixed. */
  readonly endedAt?: number;
  readonly updatedAt: number;
}

export interface FindingAlert extends Alert {
  readonly finding: RepositoryFinding;
}

export interface DependabotAlert extends FindingAlert {
  readonly manifest: Manifest;
}

export interface SecretAlert extends Alert {
  readonly secretType: string;
  readonly title: string;
}

/** How many alerts people decide to live with. */
const DISMISSED_SHARE = 0.1;
/** How many pull requests bring a secret along. */
const LEAKED = 0.012;
const SECRETS = [
  { secretType: 'slack_incoming_webhook_url', title: 'Slack Webhook URL' },
  { secretType: 'npm_access_token', title: 'npm Access Token' },
  {
    secretType: 'google_cloud_service_account_credentials',
    title: 'Google Cloud Service Account Credentials',
  },
] as const;

export function dependabotAlertsOf(
  repository: RepositorySimulation,
): DependabotAlert[] {
  if (scannerOf(repository.profile) !== 'github') return [];
  const found = manifestsOf(repository.profile).flatMap(manifest =>
    dependencyFindingsOf(repository, manifest).map(finding => ({
      ...alertOf(repository, finding),
      finding,
      manifest,
    })),
  );
  return numbered(found);
}

export function codeScanningAlertsOf(
  repository: RepositorySimulation,
): FindingAlert[] {
  if (scannerOf(repository.profile) !== 'github') return [];
  const found = codeFindingsOf(repository).map(finding => ({
    ...alertOf(repository, finding),
    finding,
  }));
  return numbered(found);
}

/** Secrets that people pushed, and withdrew when they were told. */
export function secretScanningAlertsOf(
  repository: RepositorySimulation,
): SecretAlert[] {
  const found = mergedPullRequests(repository).flatMap(({ id, mergedAt }) => {
    const random = createRandom('leaked secret', id);
    if (!random.chance(LEAKED)) return [];
    const secret = random.pick(SECRETS);
    const createdAt = mergedAt! + MINUTE;
    const endedAt = createdAt + Math.round(random.around(9 * HOUR, 1));
    const state = random.chance(0.8)
      ? ('fixed' as const)
      : ('dismissed' as const);
    const isEnded = endedAt <= repository.now;
    return createdAt > repository.now
      ? []
      : [
          {
            ...secret,
            createdAt,
            state: isEnded ? state : ('open' as const),
            ...(isEnded && { endedAt }),
            updatedAt: isEnded ? endedAt : createdAt,
          },
        ];
  });
  return numbered(found);
}

function alertOf(
  repository: RepositorySimulation,
  { key, from, to = Infinity }: RepositoryFinding,
): Omit<Alert, 'number'> {
  const random = createRandom('alert', repository.id, key);
  const dismissedAt = random.chance(DISMISSED_SHARE)
    ? from + Math.round(random.around(4 * DAY, 0.8))
    : Infinity;
  const endedAt = Math.min(to, dismissedAt);
  if (endedAt > repository.now)
    return { state: 'open', createdAt: from, updatedAt: from };
  // One that was dismissed stays so when it is gone.
  const state = dismissedAt < to ? 'dismissed' : 'fixed';
  return { state, createdAt: from, endedAt, updatedAt: endedAt };
}

/** Numbers in the order of their creation, so that each keeps its own. */
function numbered<T extends Omit<Alert, 'number'>>(
  alerts: readonly T[],
): (T & { number: number })[] {
  return [...alerts]
    .sort((left, right) => left.createdAt - right.createdAt)
    .map((alert, index) => ({ ...alert, number: index + 1 }));
}
