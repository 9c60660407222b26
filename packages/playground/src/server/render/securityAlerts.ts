import { createHash } from 'node:crypto';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import type {
  DependabotAlert,
  FindingAlert,
  SecretAlert,
} from '../../simulation/securityAlerts';
import { toIso } from '../../simulation/time';
import { repositoryApiUrl, repositoryPageUrl, type Site } from './site';
import { renderUser } from './users';

interface Place {
  readonly site: Site;
  readonly repository: RepositorySimulation;
}

type Alert = DependabotAlert | FindingAlert | SecretAlert;

function frameOf(
  { site, repository }: Place,
  alert: Alert,
  kind: 'code-scanning' | 'dependabot' | 'secret-scanning',
) {
  const { number } = alert;
  return {
    number,
    created_at: toIso(alert.createdAt),
    updated_at: toIso(alert.updatedAt),
    url: `${repositoryApiUrl(site, repository)}/${kind}/alerts/${number}`,
    html_url: `${repositoryPageUrl(
      site,
      repository,
    )}/security/${kind}/${number}`,
  };
}

function endOf(place: Place, { state, endedAt }: Alert, reason: string) {
  const at = endedAt === undefined ? null : toIso(endedAt);
  const isDismissed = state === 'dismissed';
  const [lead] = place.repository.members;
  return {
    state,
    fixed_at: state === 'fixed' ? at : null,
    dismissed_at: isDismissed ? at : null,
    dismissed_by: isDismissed ? renderUser(place.site, lead) : null,
    dismissed_reason: isDismissed ? reason : null,
    dismissed_comment: null,
  };
}

export function renderCodeScanningAlert(place: Place, alert: FindingAlert) {
  const { finding } = alert;
  const [{ id }] = finding.problems;
  const { path, line } = finding.location!;
  const frame = frameOf(place, alert, 'code-scanning');
  return {
    ...frame,
    ...endOf(place, alert, "won't fix"),
    instances_url: `${frame.url}/instances`,
    rule: {
      id,
      name: id,
      severity: 'error',
      security_severity_level: finding.severity,
      description: finding.title,
      tags: ['security', `external/cwe/${finding.cwe.toLowerCase()}`],
    },
    tool: { name: 'CodeQL', guid: null, version: '2.19.3' },
    most_recent_instance: {
      ref: `refs/heads/${place.repository.profile.defaultBranch}`,
      analysis_key: 'dynamic/github-code-scanning/codeql:analyze',
      environment: '{}',
      category: '/language:code',
      state: alert.state,
      commit_sha: finding.key.split(':')[0],
      message: { text: finding.title },
      location: {
        path,
        start_line: line,
        end_line: line,
        start_column: 5,
        end_column: 40,
      },
      classifications: [],
    },
  };
}

/** `GHSA-8f4m-hccc-8qph` */
function ghsaOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return `GHSA-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8, 12)}`;
}

export function renderDependabotAlert(place: Place, alert: DependabotAlert) {
  const { finding, manifest } = alert;
  const { name, version } = finding.dependency!;
  const { severity, cwe, title } = finding;
  const published = toIso(alert.createdAt);
  const ghsaId = ghsaOf(finding.key);
  const cve = finding.problems.find(({ id }) => id.startsWith('CVE-'))?.id;
  const vulnerability = {
    package: { ecosystem: manifest.type, name },
    severity,
    vulnerable_version_range: `<= ${version}`,
    first_patched_version: { identifier: `${parseInt(version, 10) + 1}.0.0` },
  };
  return {
    ...frameOf(place, alert, 'dependabot'),
    ...endOf(place, alert, 'tolerable_risk'),
    dependency: {
      package: vulnerability.package,
      manifest_path: manifest.file,
      scope: 'runtime',
    },
    security_advisory: {
      ghsa_id: ghsaId,
      cve_id: cve ?? null,
      summary: `${title} in ${name}`,
      description: `${name} is affected.`,
      vulnerabilities: [vulnerability],
      severity,
      cvss: { vector_string: null, score: 0 },
      cwes: [{ cwe_id: cwe, name: title }],
      identifiers: [
        { type: 'GHSA', value: ghsaId },
        ...(cve ? [{ type: 'CVE', value: cve }] : []),
      ],
      references: [],
      published_at: published,
      updated_at: published,
      withdrawn_at: null,
    },
    security_vulnerability: vulnerability,
  };
}

/** `secret` is left out where it is asked to be hidden. */
export function renderSecretScanningAlert(
  place: Place,
  alert: SecretAlert,
  { isSecretHidden }: { isSecretHidden: boolean },
) {
  const { state, endedAt, secretType } = alert;
  const frame = frameOf(place, alert, 'secret-scanning');
  const [lead] = place.repository.members;
  const isOpen = state === 'open';
  return {
    ...frame,
    locations_url: `${frame.url}/locations`,
    state: isOpen ? 'open' : 'resolved',
    resolution: resolutionOf(state),
    resolved_at: endedAt === undefined ? null : toIso(endedAt),
    resolved_by: isOpen ? null : renderUser(place.site, lead),
    resolution_comment: null,
    secret_type: secretType,
    secret_type_display_name: alert.title,
    ...(!isSecretHidden && { secret: `leaked-${alert.number}` }),
    push_protection_bypassed: false,
    push_protection_bypassed_by: null,
    push_protection_bypassed_at: null,
    validity: 'unknown',
  };
}

function resolutionOf(state: SecretAlert['state']) {
  if (state === 'open') return null;
  return state === 'fixed' ? 'revoked' : 'used_in_tests';
}
