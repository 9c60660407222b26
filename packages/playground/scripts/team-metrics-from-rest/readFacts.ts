import { addAzureDevops } from './azureDevops';
import { defaultBranchOf } from './conventions';
import { noFacts, type Facts, type Window } from './facts';
import { addGithub } from './github';
import { addGitlab } from './gitlab';
import {
  addChannelIncidents,
  readSlackIncidents,
  readTeamsIncidents,
  type ChannelIncident,
} from './incidentChannels';
import { addJenkins } from './jenkins';
import { addJira } from './jira';
import { addPagerduty } from './pagerduty';
import type { Entity } from './portal';
import { addSnyk } from './snyk';
import { addSonarqube } from './sonarqube';

export interface Source {
  playground: string;
  token: string;
  window: Window;
}

/** All that the sources tell of what the annotations of these entities name, each record once. */
export async function readFacts(
  source: Source,
  entities: readonly Entity[],
): Promise<Facts> {
  const { playground, token } = source;
  const channels = [
    ...(await readSlackIncidents(playground, token)),
    ...(await readTeamsIncidents(playground, token)),
  ];
  const facts = noFacts();
  for (const entity of entities)
    await addEntity(facts, { source, entity, channels });
  return {
    ...facts,
    pullRequests: once(facts.pullRequests),
    issues: once(facts.issues),
    sprints: once(facts.sprints),
    runs: once(facts.runs),
    incidents: once(facts.incidents),
    findings: once(facts.findings),
  };
}

function once<T extends { id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map(item => [item.id, item])).values()];
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(/[,\s]+/).filter(Boolean);
}

async function addEntity(
  facts: Facts,
  options: {
    source: Source;
    entity: Entity;
    channels: readonly ChannelIncident[];
  },
): Promise<void> {
  const { source, entity, channels } = options;
  const { annotations = {}, name } = entity.metadata;
  if (annotations['engineering-insights/paths'])
    throw new Error(
      `${name} is a part of a repository, which this program does not take apart. Choose another team.`,
    );
  await addCode(facts, source, annotations);
  await addWork(facts, source, annotations);
  await addQuality(facts, source, annotations);
  if (entity.kind !== 'Component') return;
  const family = (
    annotations['slack.com/channel'] ??
    annotations['teams.microsoft.com/channel'] ??
    name
  ).replace(/^inc-/, '');
  addChannelIncidents(facts, channels, family);
}

type Annotations = Record<string, string | undefined>;

async function addCode(
  facts: Facts,
  source: Source,
  annotations: Annotations,
): Promise<void> {
  const headers = { authorization: `Bearer ${source.token}` };
  const github = annotations['github.com/project-slug'];
  if (github) await addGithub(facts, { ...source, headers, slug: github });
  const gitlab = annotations['gitlab.com/project-slug'];
  if (gitlab) await addGitlab(facts, { ...source, headers, path: gitlab });
  const azure = annotations['dev.azure.com/project-repo'];
  if (azure) {
    const [project, repository] = azure.split('/');
    const areaPath = annotations['engineering-insights/azure-area-path'];
    await addAzureDevops(facts, { ...source, project, repository, areaPath });
  }
  for (const fullName of list(annotations['jenkins.io/job-full-name']))
    await addJenkins(facts, {
      ...source,
      fullName,
      defaultBranch: defaultBranchOf(
        facts.pullRequests.filter(({ id }) => id.startsWith(`${github}#`)),
      ),
    });
}

async function addWork(
  facts: Facts,
  source: Source,
  annotations: Annotations,
): Promise<void> {
  const project = annotations['jira/project-key'];
  if (project)
    await addJira(facts, {
      ...source,
      project,
      components: list(annotations['jira/component']),
      board: annotations['jira/board-id'],
    });
  const service = annotations['pagerduty.com/service-id'];
  if (service) await addPagerduty(facts, { ...source, service });
}

async function addQuality(
  facts: Facts,
  source: Source,
  annotations: Annotations,
): Promise<void> {
  const organization = annotations['snyk.io/org-id'];
  if (organization)
    await addSnyk(facts, {
      ...source,
      organization,
      projects: list(annotations['snyk.io/project-ids']),
      targets: list(annotations['snyk.io/targets']),
    });
  const project = annotations['sonarqube.org/project-key'];
  if (project) await addSonarqube(facts, { ...source, project });
}
