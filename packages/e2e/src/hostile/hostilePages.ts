import type { Page } from 'playwright-core';
import { HOSTILE } from './hostileCatalog';
import { hostileMarkup, hostileText } from './hostileText';

/** A page that shows what others wrote. */
export interface HostilePage {
  readonly name: string;
  readonly path: string;
  /** The markers of the texts that it must show as text; without them it would prove nothing. */
  readonly shows: readonly string[];
  /** Where they must be, where that is not just anywhere on the page. */
  readonly within?: string;
  /** What is done on the page before it is looked at, such as opening a dialog. */
  readonly act?: (page: Page) => Promise<unknown>;
}

const COMPONENT = `component:default/${HOSTILE.component}`;
const GROUP = `group:default/${HOSTILE.group}`;
const DOMAIN = `domain:default/${HOSTILE.domain}`;
const INSIGHTS = '/engineering-insights';
const DORA = `/catalog/default/component/${HOSTILE.component}/dora`;
const TEAM = `/catalog/default/group/${HOSTILE.group}/team-analytics`;
const query = (parameters: Record<string, string>) =>
  `?${new URLSearchParams(parameters)}`;
const metricPath = (id: string) =>
  `${INSIGHTS}/metrics/${id}/component/default/${HOSTILE.component}`;
const DIALOG = '[role="dialog"]';
const button = (page: Page, name: RegExp) =>
  page.getByRole('button', { name }).first();

/** Shows the table of each chart, once the charts of all sections are there. */
async function openTables(page: Page) {
  for (const question of [
    'Do sprints keep what they plan?',
    'Do pipelines succeed?',
    'What is merged without review?',
  ]) {
    await page.getByRole('region', { name: question }).waitFor();
  }
  const tables = page.getByRole('button', { name: 'Table', exact: true });
  while (await tables.count()) await tables.first().click();
}

const DORA_PAGES: readonly HostilePage[] = [
  {
    name: 'the DORA tab',
    path: DORA,
    shows: [
      'componentTitle',
      'environmentOne',
      'environmentTwo',
      'version',
      'unlinkedIncident',
      'causedIncident',
    ],
  },
  {
    name: 'the records of change lead time',
    path: `${DORA}?explain=dora.change-lead-time`,
    within: DIALOG,
    shows: ['commitTitle'],
  },
  {
    name: 'the records of the change fail rate, with a note',
    path: `${DORA}?explain=dora.change-fail-rate`,
    within: DIALOG,
    shows: ['markNote', 'causedIncident', 'version'],
  },
  {
    name: 'one environment of the DORA tab',
    path: `${DORA}${query({ environment: hostileText('environmentOne') })}`,
    shows: ['environmentOne'],
    // On a phone it is in a sheet.
    act: page => button(page, /^environmentOne|^90 days · /).click(),
  },
  {
    name: 'the dialog that links an incident',
    path: DORA,
    within: DIALOG,
    shows: ['unlinkedIncident', 'unknownVersion'],
    act: page => button(page, /^Link/).click(),
  },
  {
    name: 'the dialog that marks a deployment',
    path: DORA,
    within: DIALOG,
    shows: ['version'],
    act: page => button(page, /^Mark as failed/).click(),
  },
  {
    name: 'a deployment of the timeline',
    path: DORA,
    within: '[role="tooltip"]',
    shows: ['version', 'causedIncident'],
    act: page =>
      page
        .locator('svg [role="button"][aria-label*="causedIncident"]')
        .first()
        .focus(),
  },
  {
    name: 'the data badge',
    path: DORA,
    shows: ['componentTitle'],
    act: page => button(page, /^Data/).click(),
  },
  {
    name: 'the DORA tab of a system',
    path: `/catalog/default/system/${HOSTILE.system}/dora`,
    within: DIALOG,
    shows: ['systemTitle', 'componentTitle'],
    act: page => button(page, /^\d+ services?$/).click(),
  },
];

const TEAM_PAGES: readonly HostilePage[] = [
  {
    name: 'all sections of Team analytics',
    path: `${TEAM}?sections=flow,planning,balance,quality`,
    shows: [
      'groupTitle',
      'componentTitle',
      'sprint',
      'otherSprint',
      'sprintBoard',
    ],
    act: openTables,
  },
  ...(
    [
      ['waitingForReview', 'openPullRequest'],
      ['agingWork', 'openPullRequest'],
      ['redPipelines', 'pipeline'],
      ['openIncidents', 'unlinkedIncident'],
    ] as const
  ).map(([tile, marker]) => ({
    name: `the list of ${tile}`,
    path: `${TEAM}?now=${tile}`,
    within: DIALOG,
    shows: [marker, 'componentTitle'],
  })),
];

const METRIC_PAGES: readonly HostilePage[] = (
  [
    ['dora.change-lead-time', 'commitTitle'],
    ['dora.change-fail-rate', 'version'],
    ['flow.cycle-time', 'pullRequestTitle'],
    ['flow.time-to-first-review', 'pullRequestTitle'],
    ['pipelines.success-rate', 'pipeline'],
    ['planning.issue-cycle-time', 'issueTitle'],
    ['planning.sprint-commitment', 'sprint'],
    ['reliability.incident-count', 'causedIncident'],
    ['security.open-findings', 'findingTitle'],
  ] as const
).map(([id, marker]) => ({
  name: `the page of ${id}`,
  path: metricPath(id),
  shows: [marker, 'componentTitle'],
}));

const INSIGHTS_PAGES: readonly HostilePage[] = [
  {
    name: "the overview of the reader's own",
    path: INSIGHTS,
    shows: ['domainTitle'],
  },
  {
    name: 'the services of the overview',
    path: `${INSIGHTS}${query({ entity: DOMAIN, list: 'all' })}`,
    within: DIALOG,
    shows: ['componentTitle'],
  },
  {
    name: 'what a fraction of the data health lacks',
    path: `${INSIGHTS}/data-health${query({
      entity: GROUP,
      gaps: 'deploymentsWithRevision',
    })}`,
    within: DIALOG,
    shows: [
      'unknownVersion',
      'environmentTwo',
      'intakeScope',
      'componentTitle',
    ],
  },
  {
    name: 'incidents without a deployment',
    path: `${INSIGHTS}/data-health${query({
      entity: COMPONENT,
      gaps: 'incidentsLinked',
    })}`,
    within: DIALOG,
    shows: ['unlinkedIncident'],
  },
  {
    name: 'a repository whose address is code',
    path: `${INSIGHTS}/data-health${query({
      entity: `component:default/${HOSTILE.failing}`,
      gaps: 'deploymentsWithRevision',
    })}`,
    within: DIALOG,
    shows: ['failingTitle'],
  },
  {
    name: 'triage',
    path: `${INSIGHTS}/triage${query({ entity: GROUP })}`,
    shows: [
      'groupTitle',
      'unlinkedIncident',
      'unknownVersion',
      'homelessVersion',
      'judgedIncident',
      'attributionNote',
      'markNote',
      'unheardIncident',
      'unheardScope',
      'unheardService',
    ],
  },
  {
    name: 'the dialog that links an incident in triage',
    path: `${INSIGHTS}/triage${query({ entity: GROUP })}`,
    within: DIALOG,
    shows: ['unlinkedIncident'],
    act: page => button(page, /^Link: /).click(),
  },
  {
    name: 'policies that are compared',
    path: `${INSIGHTS}/policies${query({
      entity: COMPONENT,
      with: 'evidence-of-code-only',
    })}`,
    shows: ['productionRule', 'hotfixLabel', 'policyReason', 'version'],
  },
  {
    name: 'a preview of the doctor',
    path: `${INSIGHTS}/doctor${query({
      entity: COMPONENT,
      try: JSON.stringify({
        annotations: {
          'engineering-insights/production-environments': `${hostileMarkup(
            'environmentOne',
          )}*`,
        },
      }),
    })}`,
    shows: ['environmentOne', 'environmentTwo', 'version', 'unlinkedIncident'],
  },
];

const SOURCES_PAGES: readonly HostilePage[] = (
  [
    ['GitHub', 'errorMessage'],
    ['Jenkins', 'jenkinsJob'],
    ['Jira', 'jiracomponent'],
  ] as const
).map(([title, marker]) => ({
  name: `the source ${title}`,
  path: `${INSIGHTS}/sources`,
  shows: [marker],
  act: page => button(page, new RegExp(`^${title}`)).click(),
}));

/** All pages on which others' texts are shown. */
export const HOSTILE_PAGES: readonly HostilePage[] = [
  ...DORA_PAGES,
  ...TEAM_PAGES,
  ...METRIC_PAGES,
  ...INSIGHTS_PAGES,
  ...SOURCES_PAGES,
  {
    name: 'the card of the entity',
    path: `/catalog/default/component/${HOSTILE.component}`,
    shows: ['componentTitle'],
  },
];
