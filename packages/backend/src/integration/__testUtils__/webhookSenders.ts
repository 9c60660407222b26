import { createHmac } from 'node:crypto';
import type { JsonObject } from '@backstage/types';

/** A source that sends webhooks to the portal. */
export interface WebhookSender {
  readonly source: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Below `engineeringInsights.sources`, beside what `integrations` says. */
  readonly config: (url: string) => JsonObject;
  /** What the sender adds to a body by which it is known: headers. */
  readonly sign: (body: string, secret: string) => Record<string, string>;
  /** Writes the secret into the body, where the source does that instead of signing. */
  readonly writeSecret?: (body: JsonObject, secret: string) => JsonObject;
  /** One thing at two times, or two events of one scope. */
  readonly older: Delivery;
  readonly newer: Delivery;
  /** An event that is not read, where the source can send such. */
  readonly unknown?: Delivery;
}

export interface Delivery {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** Of every source in the test. */
export const WEBHOOK_SECRET = 'shared secret of the door';

const hmac = (body: string, secret: string) =>
  createHmac('sha256', secret).update(body).digest('hex');
const basic = (secret: string) => ({
  authorization: `Basic ${Buffer.from(`hook:${secret}`).toString('base64')}`,
});

/** Whom the webhooks name, in the form of each source. */
export const PERSON = {
  login: 'ada-lovelace',
  name: 'Ada Lovelace',
  email: 'ada.lovelace@acme.example',
};
const { login, name, email } = PERSON;
const GITHUB_PERSON = {
  id: 1815,
  login,
  type: 'User',
  html_url: `https://github.acme.example/${login}`,
  avatar_url: `https://avatars.acme.example/${login}`,
};
const GITLAB_PERSON = { id: 1815, name, username: login, email };
const PAGERDUTY_PERSON = {
  id: 'P1815',
  type: 'user_reference',
  summary: name,
  html_url: `https://acme.pagerduty.com/users/${login}`,
};

function githubDeployment(state: string, at: string, statusId: number) {
  return {
    headers: { 'x-github-event': 'deployment_status' },
    body: {
      action: 'created',
      deployment_status: {
        id: statusId,
        state,
        environment: 'production',
        created_at: at,
        updated_at: at,
      },
      deployment: {
        id: 41,
        sha: 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e',
        ref: 'main',
        task: 'deploy',
        creator: GITHUB_PERSON,
        environment: 'production',
        created_at: '2026-02-02T10:00:00Z',
        updated_at: at,
      },
      repository: { full_name: 'acme/payments' },
      sender: GITHUB_PERSON,
    },
  };
}

function gitlabIssue(state: string, at: string) {
  return {
    headers: { 'x-gitlab-event': 'Issue Hook', 'idempotency-key': `key-${at}` },
    body: {
      object_kind: 'issue',
      user: GITLAB_PERSON,
      assignees: [GITLAB_PERSON],
      project: {
        path_with_namespace: 'acme/payments',
        web_url: 'https://gitlab.acme.example/acme/payments',
      },
      object_attributes: {
        iid: 12,
        type: 'Incident',
        title: 'Refunds fail',
        state,
        severity: 'high',
        created_at: '2026-02-02T10:00:00Z',
        updated_at: at,
        closed_at: state === 'closed' ? at : null,
        url: 'https://gitlab.acme.example/acme/payments/-/issues/12',
      },
    },
  };
}

function jiraIssue(status: string, key: string, at: string) {
  return {
    headers: { 'x-atlassian-webhook-identifier': `d-${at}` },
    body: {
      webhookEvent: 'jira:issue_updated',
      user: { accountId: login, displayName: name },
      issue: {
        id: '10042',
        self: 'https://acme.atlassian.net/rest/api/2/10042',
        key: 'PAY-42',
        fields: {
          summary: 'Refunds fail for gift cards',
          description: 'A text that is nobody’s business',
          issuetype: { id: '10004', name: 'Bug', subtask: false },
          project: { id: '10000', key: 'PAY' },
          status: { id: key, name: status, statusCategory: { key } },
          created: '2026-02-01T10:00:00.000+0000',
          updated: at,
          labels: [],
          assignee: { accountId: login, displayName: name },
          components: [],
        },
      },
    },
  };
}

function jenkinsBuild(phase: string) {
  return {
    body: {
      name: 'payments',
      url: 'job/shop/job/payments/',
      build: {
        full_url: 'https://ci.acme.example/job/shop/job/payments/18/',
        number: 18,
        phase,
        status: 'SUCCESS',
        url: 'job/shop/job/payments/18/',
      },
    },
  };
}

function pagerdutyIncident(status: string, at: string) {
  return {
    body: {
      event: {
        id: `event-${status}`,
        event_type: `incident.${status}`,
        resource_type: 'incident',
        occurred_at: at,
        agent: PAGERDUTY_PERSON,
        data: {
          id: 'Q1XWOJ2XJ9C5EM',
          type: 'incident',
          html_url: 'https://acme.pagerduty.com/incidents/Q1XWOJ2XJ9C5EM',
          number: 1234,
          status,
          created_at: '2026-01-10T21:30:42Z',
          title: 'The card readers are down',
          assignees: [PAGERDUTY_PERSON],
          service: { id: 'PIJ90N7', summary: 'Payments' },
          urgency: 'high',
        },
      },
    },
  };
}

function azurePullRequest(status: string, at: string, id: string) {
  return {
    body: {
      id,
      subscriptionId: 'b1d2c3a4-0000-4000-8000-000000000002',
      eventType: 'git.pullrequest.updated',
      createdDate: at,
      resource: {
        repository: {
          id: 'r1',
          name: 'payments',
          project: { id: 'p1', name: 'shop' },
        },
        pullRequestId: 7,
        status,
        creationDate: '2026-02-01T10:00:00Z',
        ...(status === 'completed' && { closedDate: at }),
        title: 'Refund gift cards',
        sourceRefName: 'refs/heads/refunds',
        targetRefName: 'refs/heads/main',
        isDraft: false,
        lastMergeSourceCommit: {
          commitId: '53d54ac915144006c2c9e90d2c7d3880920db49c',
        },
        createdBy: { uniqueName: email, displayName: name },
      },
    },
  };
}

const CHANNEL = {
  id: 'C08PAY0001',
  name: 'inc-payments-20260301-api-down',
  created: 1772351580,
  is_private: false,
};
const slackEvent = (id: string, event: JsonObject): Delivery => ({
  body: { type: 'event_callback', team_id: 'T1', event_id: id, event },
});

function sonarqubeAnalysis(taskId: string) {
  return {
    body: {
      taskId,
      status: 'SUCCESS',
      analysedAt: '2026-02-11T08:00:00+0100',
      project: { key: 'acme:payments', name: 'Payments' },
      branch: { name: 'main', type: 'BRANCH', isMain: true },
      properties: {},
    },
  };
}

const SNYK_ORGANIZATION = 'a04d9cbd-ae6e-44af-b573-0556b0ad4bd2';
const SNYK_PROJECT = 'af137b96-6966-46c1-826b-2e79ac49bbd9';
const snykSnapshot = (id: string): Delivery => ({
  headers: {
    'x-snyk-event': 'project_snapshot/v0',
    'x-snyk-transport-id': id,
  },
  body: {
    org: { id: SNYK_ORGANIZATION, name: 'Acme' },
    project: { id: SNYK_PROJECT, name: 'acme/payments' },
    newIssues: [],
  },
});

const TEAMS_TENANT = '84bd8158-6d4d-4958-8b9f-9d6445542f95';
const teamsChange = (changeType: string, id: string): Delivery => ({
  body: {
    value: [
      {
        id,
        changeType,
        tenantId: TEAMS_TENANT,
        subscriptionId: '9f9d1ed0-c9cc-42e7-8d80-a7fc4b0cda3c',
        resource: "teams('fbe2bf47')/channels('19:a3f8@thread.tacv2')",
      },
    ],
  },
});

/** Every source that sends webhooks, with its own way to be known. */
export const WEBHOOK_SENDERS: readonly WebhookSender[] = [
  {
    source: 'github',
    annotations: { 'github.com/project-slug': 'acme/payments' },
    config: () => ({
      host: 'github.acme.example',
      webhookSecret: WEBHOOK_SECRET,
    }),
    sign: (body, secret) => ({
      'x-hub-signature-256': `sha256=${hmac(body, secret)}`,
    }),
    older: githubDeployment('in_progress', '2026-02-02T10:01:00Z', 1),
    newer: githubDeployment('success', '2026-02-02T10:05:00Z', 2),
    unknown: {
      headers: { 'x-github-event': 'star' },
      body: { action: 'created', repository: { full_name: 'acme/payments' } },
    },
  },
  {
    source: 'gitlab',
    annotations: { 'gitlab.com/project-slug': 'acme/payments' },
    config: () => ({
      host: 'gitlab.acme.example',
      webhookSecret: WEBHOOK_SECRET,
    }),
    sign: (_, secret) => ({ 'x-gitlab-token': secret }),
    older: gitlabIssue('opened', '2026-02-02T10:01:00Z'),
    newer: gitlabIssue('closed', '2026-02-02T10:40:00Z'),
    unknown: {
      body: {
        object_kind: 'wiki_page',
        project: { path_with_namespace: 'acme/payments' },
      },
    },
  },
  {
    source: 'azure-devops',
    annotations: { 'dev.azure.com/project-repo': 'shop/payments' },
    config: () => ({ organization: 'acme', webhookSecret: WEBHOOK_SECRET }),
    sign: (_, secret) => basic(secret),
    older: azurePullRequest('active', '2026-02-01T11:00:00Z', 'n-1'),
    newer: azurePullRequest('completed', '2026-02-02T11:00:00Z', 'n-2'),
    unknown: {
      body: {
        id: 'n-3',
        subscriptionId: 's',
        eventType: 'message.posted',
        resource: {},
      },
    },
  },
  {
    source: 'jenkins',
    annotations: { 'jenkins.io/job-full-name': 'shop/payments' },
    config: url => ({
      baseUrl: url,
      username: 'insights',
      token: 't',
      webhookSecret: WEBHOOK_SECRET,
    }),
    sign: (_, secret) => basic(secret),
    older: jenkinsBuild('STARTED'),
    newer: jenkinsBuild('FINALIZED'),
    unknown: jenkinsBuild('QUEUED'),
  },
  {
    source: 'jira',
    annotations: { 'jira/project-key': 'PAY' },
    config: url => ({
      baseUrl: url,
      email: 'insights@acme.example',
      token: 't',
      webhookSecret: WEBHOOK_SECRET,
    }),
    sign: (body, secret) => ({
      'x-hub-signature': `sha256=${hmac(body, secret)}`,
    }),
    older: jiraIssue('To Do', 'new', '2026-02-02T10:00:00.000+0000'),
    newer: jiraIssue('Done', 'done', '2026-02-03T10:00:00.000+0000'),
    unknown: { body: { webhookEvent: 'user_created', user: {} } },
  },
  {
    source: 'pagerduty',
    annotations: { 'pagerduty.com/service-id': 'PIJ90N7' },
    config: url => ({
      apiBaseUrl: url,
      token: 't',
      webhookSecret: WEBHOOK_SECRET,
    }),
    sign: (body, secret) => ({
      'x-pagerduty-signature': `v1=${hmac(body, secret)}`,
    }),
    older: pagerdutyIncident('acknowledged', '2026-01-10T21:35:00Z'),
    newer: pagerdutyIncident('resolved', '2026-01-10T22:12:09Z'),
    unknown: {
      body: {
        event: {
          id: 'event-x',
          event_type: 'service.updated',
          resource_type: 'service',
          occurred_at: '2026-01-10T21:35:00Z',
          data: { id: 'PIJ90N7', type: 'service' },
        },
      },
    },
  },
  {
    source: 'slack',
    annotations: { 'slack.com/channel': 'inc-payments' },
    config: url => ({
      apiBaseUrl: `${url}/api/`,
      token: 'xoxb-t',
      signingSecret: WEBHOOK_SECRET,
    }),
    sign: (body, secret) => {
      const timestamp = String(Math.floor(Date.now() / 1000));
      return {
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hmac(`v0:${timestamp}:${body}`, secret)}`,
      };
    },
    older: slackEvent('Ev1', {
      type: 'channel_created',
      channel: CHANNEL,
      event_ts: '1772351580.001200',
    }),
    newer: slackEvent('Ev2', {
      type: 'channel_rename',
      channel: { ...CHANNEL, name: `${CHANNEL.name}-again` },
      event_ts: '1772355180.000100',
    }),
    unknown: slackEvent('Ev3', { type: 'app_mention', text: 'Hello' }),
  },
  {
    source: 'sonarqube',
    annotations: { 'sonarqube.org/project-key': 'acme:payments' },
    config: url => ({
      baseUrl: url,
      token: 't',
      webhookSecret: WEBHOOK_SECRET,
    }),
    sign: (body, secret) => ({
      'x-sonar-webhook-hmac-sha256': hmac(body, secret),
    }),
    older: sonarqubeAnalysis('t-1'),
    newer: sonarqubeAnalysis('t-2'),
    unknown: { body: { ...sonarqubeAnalysis('t-3').body, status: 'FAILED' } },
  },
  {
    source: 'snyk',
    annotations: {
      'snyk.io/org-id': SNYK_ORGANIZATION,
      'snyk.io/project-ids': SNYK_PROJECT,
    },
    config: url => ({
      apiBaseUrl: url,
      token: 't',
      webhookSecret: WEBHOOK_SECRET,
    }),
    sign: (body, secret) => ({
      'x-hub-signature': `sha256=${hmac(body, secret)}`,
    }),
    older: snykSnapshot('t-1'),
    newer: snykSnapshot('t-2'),
    unknown: {
      headers: { 'x-snyk-event': 'ping/v0', 'x-snyk-transport-id': 't-3' },
      body: { webhookId: 'w' },
    },
  },
  {
    source: 'teams',
    annotations: {},
    config: url => ({
      tenantId: TEAMS_TENANT,
      clientId: '7b9a6b0c-0000-4000-8000-000000000001',
      clientSecret: 't',
      teams: ['fbe2bf47-16c8-47cf-b4a5-4b9b187c508b'],
      clientState: WEBHOOK_SECRET,
      authority: url,
      graphBaseUrl: url,
    }),
    sign: () => ({}),
    writeSecret: ({ value }, secret) => ({
      value: (value as JsonObject[]).map(each => ({
        ...each,
        clientState: secret,
      })),
    }),
    older: teamsChange('created', 'n-1'),
    newer: teamsChange('updated', 'n-2'),
  },
];
