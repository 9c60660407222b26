import type { PullRequest } from '../model';
import { createRandom } from '../random';
import type { RepositorySimulation } from '../repositorySimulation';
import type { Manifest } from './manifests';
import {
  mergedPullRequests,
  pathsOf,
  type RepositoryFinding,
} from './repositoryFinding';
import {
  vulnerabilitiesOf,
  type FindingSeverity,
  type Vulnerability,
} from './vulnerabilities';

/** Whether somebody who tidies up anyway takes the upgrade along. */
const UPGRADED_ALONG: Readonly<Record<FindingSeverity, number>> = {
  critical: 0.5,
  high: 0.3,
  medium: 0.1,
  low: 0.04,
};

/** What became known of a manifest's packages, until a merged pull request upgraded them. */
export function dependencyFindingsOf(
  repository: RepositorySimulation,
  manifest: Manifest,
): RepositoryFinding[] {
  const range = { from: repository.start, to: repository.now + 1 };
  const merged = mergedPullRequests(repository);
  return manifest.dependencies.flatMap(dependency =>
    vulnerabilitiesOf(dependency.name, range).map(vulnerability => {
      const { id, cve, cwe, title, severity, disclosedAt } = vulnerability;
      return {
        key: id,
        title,
        severity,
        from: disclosedAt,
        to: upgradeOf({ repository, manifest, merged }, vulnerability)
          ?.mergedAt,
        problems: [
          { id, source: 'SNYK' },
          ...(cve ? [{ id: cve, source: 'NVD' }] : []),
        ],
        cwe,
        dependency,
      };
    }),
  );
}

function upgradeOf(
  options: {
    repository: RepositorySimulation;
    manifest: Manifest;
    merged: readonly PullRequest[];
  },
  vulnerability: Vulnerability,
): PullRequest | undefined {
  const { repository, manifest, merged } = options;
  return merged.find(pullRequest => {
    const { mergedAt, title, labels, id } = pullRequest;
    if (mergedAt! < vulnerability.disclosedAt) return false;
    if (title.startsWith(`Bump ${vulnerability.package} `))
      return pathsOf(repository, pullRequest).includes(manifest.file);
    return (
      labels.includes('maintenance') &&
      createRandom('upgrade', vulnerability.id, id).chance(
        UPGRADED_ALONG[vulnerability.severity],
      ) &&
      pathsOf(repository, pullRequest).some(path =>
        path.startsWith(manifest.folder),
      )
    );
  });
}
