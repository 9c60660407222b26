import type { PullRequest } from '../model';
import { createRandom } from '../random';
import type { RepositorySimulation } from '../repositorySimulation';
import {
  mergedPullRequests,
  pathsOf,
  type RepositoryFinding,
} from './repositoryFinding';
import type { FindingSeverity } from './vulnerabilities';

/** How many pull requests bring a weakness along, and how many that touch its file remove it. */
const BROUGHT = 0.04;
const REMOVED = 0.4;

const KINDS = [
  { rule: 'Sqli', cwe: 'CWE-89', title: 'SQL Injection' },
  { rule: 'PT', cwe: 'CWE-23', title: 'Path Traversal' },
  { rule: 'Ssrf', cwe: 'CWE-918', title: 'Server-Side Request Forgery (SSRF)' },
  {
    rule: 'HardcodedNonCryptoSecret',
    cwe: 'CWE-547',
    title: 'Hardcoded Non-Cryptographic Secret',
  },
] as const;
const SEVERITIES: readonly FindingSeverity[] = [
  'low',
  'medium',
  'medium',
  'high',
];

/** Weaknesses that merged pull requests brought into the code, until another one removed them. */
export function codeFindingsOf(
  repository: RepositorySimulation,
): RepositoryFinding[] {
  const { language } = repository.profile;
  const merged = mergedPullRequests(repository);
  return merged.flatMap((pullRequest, index) => {
    const random = createRandom('weakness', pullRequest.id);
    if (!random.chance(BROUGHT)) return [];
    const [path] = sourcesOf(repository, pullRequest);
    if (!path) return [];
    const { rule, cwe, title } = random.pick(KINDS);
    const severity = random.pick(SEVERITIES);
    const line = random.integer(3, 240);
    const remover = merged
      .slice(index + 1)
      .find(
        later =>
          sourcesOf(repository, later).includes(path) &&
          createRandom(
            'removal of a weakness',
            pullRequest.id,
            later.id,
          ).chance(REMOVED),
      );
    const id = `${language.toLowerCase()}/${rule}`;
    return [
      {
        key: `${pullRequest.headSha}:${path}:${line}`,
        title,
        severity,
        from: pullRequest.mergedAt!,
        to: remover?.mergedAt,
        problems: [{ id, source: 'SNYK' }],
        cwe,
        location: { path, line },
      },
    ];
  });
}

function sourcesOf(
  repository: RepositorySimulation,
  pullRequest: PullRequest,
): string[] {
  const { extension } = repository.profile;
  return pathsOf(repository, pullRequest).filter(path =>
    path.endsWith(`.${extension}`),
  );
}
