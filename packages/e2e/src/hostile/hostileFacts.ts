import { createHash } from 'node:crypto';
import { hostileMarkup, hostileText } from './hostileText';

/** The host of every address that the facts name. */
export const SOURCE_HOST = 'source.example';

const DAY_MS = 86_400_000;
const COUNT = 6;
const SPRINT = 'sprint-1';

const shaOf = (text: string) => createHash('sha1').update(text).digest('hex');
const changes = Array.from({ length: COUNT }, (_, index) => index + 1);
/** The change that is deployed last is a day old. */
const daysOf = (no: number) => 1 + 10 * (COUNT - no);

/** Each field that a source fills holds a text of its own. */
export function hostileFacts(now: Date) {
  const at = (daysAgo: number) =>
    new Date(now.getTime() - daysAgo * DAY_MS).toISOString();
  // An address may hold quotes and brackets, and lead to where it says all the same.
  const url = `https://${SOURCE_HOST}/"'><img src=x onerror=hostile('url') data-hostile>`;
  const person = (marker: string) => ({
    source: hostileText('personSource').slice(0, 100),
    login: hostileText(`${marker}Login`),
    name: hostileText(`${marker}Name`),
    actor: 'human',
  });
  const path = hostileText('path');
  const file = { path, status: 'modified', additions: 1, deletions: 1 };

  const commit = (no: number) => ({
    kind: 'commit',
    externalId: shaOf(`commit ${no}`),
    url,
    parents: no > 1 ? [shaOf(`commit ${no - 1}`)] : [],
    authoredAt: at(daysOf(no) + 2),
    committedAt: at(daysOf(no) + 2),
    author: person('author'),
    title: hostileText('commitTitle'),
    files: [file],
    isOnDefaultBranch: true,
  });
  const pullRequest = (no: number) => ({
    kind: 'pullRequest',
    externalId: `pull-request-${no}`,
    url,
    number: no,
    title: hostileText('pullRequestTitle'),
    state: 'merged',
    isDraft: false,
    author: person('author'),
    createdAt: at(daysOf(no) + 1.5),
    readyForReviewAt: at(daysOf(no) + 1.5),
    mergedAt: at(daysOf(no) + 1),
    mergeCommitSha: shaOf(`commit ${no}`),
    headSha: shaOf(`commit ${no}`),
    headBranch: hostileText('headBranch'),
    baseBranch: 'main',
    commits: [
      {
        sha: shaOf(`commit ${no}`),
        authoredAt: at(daysOf(no) + 2),
        committedAt: at(daysOf(no) + 2),
      },
    ],
    additions: 10,
    deletions: 5,
    changedFileCount: 1,
    files: [file],
    labels: [no === 5 ? hostileMarkup('hotfixLabel') : hostileText('label')],
    issueKeys: [hostileText('issueKey')],
    mergedBy: person('merger'),
  });
  const review = (no: number) => ({
    kind: 'review',
    externalId: hostileText(`review${no}`),
    url,
    pullRequestExternalId: `pull-request-${no}`,
    reviewer: person('reviewer'),
    state: 'approved',
    submittedAt: at(daysOf(no) + 1.2),
    commentCount: 1,
  });
  const deployment = (no: number) => ({
    kind: 'deployment',
    externalId: `deployment-${no}`,
    url,
    environment: hostileText(no % 2 ? 'environmentOne' : 'environmentTwo'),
    sha: shaOf(`commit ${no}`),
    ref: hostileText('deploymentRef'),
    // A spreadsheet would calculate what begins so.
    version:
      no === 1 ? `=1+1 ${hostileText('formula')}` : hostileText('version'),
    startedAt: at(daysOf(no) + 0.1),
    finishedAt: at(daysOf(no)),
    outcome: 'success',
    sourceOutcome: hostileText('sourceOutcome'),
    service: hostileText('deploymentService'),
  });
  const pipelineRun = (no: number) => ({
    kind: 'pipelineRun',
    externalId: `pipeline-run-${no}`,
    url,
    pipeline: hostileText('pipeline'),
    branch: no === COUNT ? hostileText('branch') : 'main',
    sha: shaOf(`commit ${no}`),
    trigger: hostileText('trigger'),
    attempt: 1,
    startedAt: at(daysOf(no) + 0.1),
    finishedAt: at(daysOf(no)),
    outcome: no < 3 ? 'success' : 'failure',
    sourceOutcome: hostileText('runOutcome'),
    stages: [
      {
        name: hostileText('stage'),
        startedAt: at(daysOf(no) + 0.1),
        finishedAt: at(daysOf(no)),
        outcome: 'success',
      },
    ],
  });
  const issue = (no: number) => ({
    kind: 'issue',
    externalId: `issue-${no}`,
    key: hostileText('issueKey'),
    url,
    title: hostileText('issueTitle'),
    type: no % 2 ? 'feature' : 'defect',
    sourceType: hostileText('issueType'),
    statusCategory: no === COUNT ? 'inProgress' : 'done',
    sourceStatus: hostileText('issueStatus'),
    priority: hostileText('priority'),
    createdAt: at(40),
    ...(no === COUNT ? {} : { closedAt: at(20) }),
    assignee: person('assignee'),
    estimate: 3,
    labels: [hostileText('issueLabel')],
    components: [hostileText('issueComponent')],
    sprintChanges: [{ at: at(35), sprintId: SPRINT, action: 'added' }],
    transitions: [
      {
        at: at(30),
        from: hostileText('statusFrom'),
        to: hostileText('statusTo'),
        toCategory: 'inProgress',
      },
      ...(no === COUNT
        ? []
        : [
            {
              at: at(20),
              from: hostileText('statusTo'),
              to: hostileText('statusDone'),
              toCategory: 'done',
            },
          ]),
    ],
  });
  const sprint = (externalId: string, marker: string) => ({
    kind: 'sprint',
    externalId,
    url,
    name: hostileText(marker),
    board: hostileText(`${marker}Board`),
    state: 'closed',
    startAt: at(34),
    endAt: at(15),
    completedAt: at(15),
  });

  return [
    ...changes.flatMap(no => [
      commit(no),
      pullRequest(no),
      review(no),
      deployment(no),
      pipelineRun(no),
      issue(no),
    ]),
    {
      ...pullRequest(COUNT + 1),
      title: hostileText('openPullRequest'),
      state: 'open',
      createdAt: at(30),
      readyForReviewAt: at(30),
      mergedAt: null,
      mergeCommitSha: null,
      commits: [
        {
          sha: shaOf('open'),
          authoredAt: at(31),
          committedAt: at(31),
        },
      ],
    },
    {
      ...deployment(COUNT),
      externalId: 'deployment-without-commit',
      sha: null,
      ref: null,
      version: hostileText('unknownVersion'),
      finishedAt: at(0.5),
    },
    {
      ...deployment(COUNT),
      externalId: 'deployment-without-environment',
      environment: null,
      version: hostileText('homelessVersion'),
      finishedAt: at(0.4),
    },
    {
      kind: 'incident',
      externalId: 'incident-caused',
      url,
      title: hostileText('causedIncident'),
      severity: 'high',
      sourceSeverity: hostileText('sourceSeverity'),
      openedAt: at(daysOf(4) - 0.1),
      resolvedAt: at(daysOf(4) - 0.2),
      service: hostileText('incidentService'),
      causedBy: { deploymentExternalId: 'deployment-4' },
    },
    {
      kind: 'incident',
      externalId: 'incident-unlinked',
      url,
      title: hostileText('unlinkedIncident'),
      severity: 'critical',
      sourceSeverity: hostileText('sourceSeverity'),
      openedAt: at(70),
    },
    {
      kind: 'incident',
      externalId: 'incident-judged',
      url,
      title: hostileText('judgedIncident'),
      severity: 'low',
      openedAt: at(60),
    },
    sprint(SPRINT, 'sprint'),
    sprint('sprint-2', 'otherSprint'),
    {
      ...issue(1),
      externalId: 'issue-of-the-other-sprint',
      sprintChanges: [{ at: at(35), sprintId: 'sprint-2', action: 'added' }],
    },
    {
      kind: 'finding',
      externalId: 'finding-1',
      url,
      tool: hostileText('tool'),
      rule: hostileText('rule'),
      title: hostileText('findingTitle'),
      severity: 'critical',
      sourceSeverity: hostileText('findingSeverity'),
      category: 'vulnerability',
      sourceCategory: hostileText('findingCategory'),
      state: 'open',
      firstSeenAt: at(12),
      location: { path, line: 1 },
      identifiers: [hostileText('identifier')],
      package: {
        name: hostileText('package'),
        version: hostileText('packageVersion'),
        fixedIn: hostileText('packageFix'),
      },
    },
    {
      kind: 'release',
      externalId: hostileText('tag'),
      url,
      name: hostileText('release'),
      sha: shaOf('commit 1'),
      publishedAt: at(3),
      isPrerelease: false,
    },
    {
      kind: 'qualityMeasure',
      externalId: 'coverage',
      url,
      measure: 'coverage',
      value: 80,
      measuredAt: at(3),
    },
  ];
}

/** An incident that no component hears of. */
export function unheardIncident(now: Date) {
  return {
    kind: 'incident',
    externalId: 'incident-unheard',
    title: hostileText('unheardIncident'),
    severity: 'high',
    openedAt: new Date(now.getTime() - DAY_MS).toISOString(),
    service: hostileText('unheardService'),
  };
}
