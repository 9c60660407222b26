import { createPeople } from './people';
import { HABITS, type Habits, type HabitsName } from './habits';
import type { Account, Person } from './model';
import { AZURE_PROFILES } from './azureProfiles';
import { GIT_PROFILES } from './gitProfiles';
import { GITLAB_PROFILES } from './gitlabProfiles';
import { JENKINS_PROFILES } from './jenkinsProfiles';
import { LIBRARY_PROFILES } from './libraryProfiles';
import {
  REPOSITORY_PROFILES,
  type RepositoryProfile,
} from './repositoryProfiles';

export interface Team {
  readonly name: string;
  readonly title: string;
  readonly habits: Habits;
}

export interface System {
  readonly name: string;
  readonly title: string;
  readonly domain: string;
  readonly owner: string;
}

export interface Domain {
  readonly name: string;
  readonly title: string;
  readonly owner: string;
}

/** Who there is, how they work and what they work on. */
export interface Company {
  readonly login: string;
  readonly name: string;
  /** The group above the teams. */
  readonly department: string;
  readonly domains: readonly Domain[];
  readonly systems: readonly System[];
  readonly teams: readonly Team[];
  readonly people: readonly Person[];
  readonly repositories: readonly RepositoryProfile[];
  /** What one team keeps on GitLab. */
  readonly gitlabProjects: readonly RepositoryProfile[];
  /** What is on a plain Git server. */
  readonly gitRepositories: readonly RepositoryProfile[];
  /** What one team builds and deploys by Jenkins. */
  readonly jenkinsRepositories: readonly RepositoryProfile[];
  /** What one team keeps on Azure DevOps. */
  readonly azureRepositories: readonly RepositoryProfile[];
  /** What is on GitHub with its issues. */
  readonly libraries: readonly RepositoryProfile[];
}

/** Committer of what is merged on the web page. */
export const WEB_FLOW: Account = {
  id: 19864447,
  login: 'web-flow',
  type: 'User',
  name: 'GitHub',
  email: 'noreply@github.com',
};

function bot(id: number, login: string): Account {
  return {
    id,
    login,
    type: 'Bot',
    name: login,
    email: `${id}+${login}@users.noreply.github.com`,
  };
}
export const DEPENDABOT = bot(49699333, 'dependabot[bot]');
export const AI_REVIEWER = bot(158243242, 'review-assistant[bot]');
export const ACTIONS_BOT = bot(41898282, 'github-actions[bot]');

const DEMO_TEAMS: readonly {
  name: string;
  title: string;
  habits: HabitsName;
}[] = [
  { name: 'payments', title: 'Payments', habits: 'badQuarter' },
  { name: 'storefront', title: 'Storefront', habits: 'slowReviewers' },
  { name: 'discovery', title: 'Discovery', habits: 'smallBatches' },
  { name: 'fulfilment', title: 'Fulfilment', habits: 'longBranches' },
  { name: 'platform', title: 'Platform', habits: 'thorough' },
];

const DEMO_DOMAINS: readonly Domain[] = [
  { name: 'commerce', title: 'Commerce', owner: 'engineering' },
  { name: 'operations', title: 'Operations', owner: 'engineering' },
];

const DEMO_SYSTEMS: readonly System[] = [
  {
    name: 'checkout',
    title: 'Checkout',
    domain: 'commerce',
    owner: 'payments',
  },
  { name: 'shop', title: 'Shop', domain: 'commerce', owner: 'storefront' },
  {
    name: 'discovery',
    title: 'Discovery',
    domain: 'commerce',
    owner: 'discovery',
  },
  {
    name: 'fulfilment',
    title: 'Fulfilment',
    domain: 'operations',
    owner: 'fulfilment',
  },
  {
    name: 'identity',
    title: 'Identity',
    domain: 'operations',
    owner: 'platform',
  },
  {
    name: 'messaging',
    title: 'Messaging',
    domain: 'operations',
    owner: 'platform',
  },
];

const HABITS_NAMES = Object.keys(HABITS) as HabitsName[];
const REPOSITORIES_PER_TEAM = 10;

/** The demo's repositories first, then copies of them under other names and teams. */
function createRepositories(components: number): RepositoryProfile[] {
  const repositories: RepositoryProfile[] = [];
  let left = components;
  for (let index = 0; left > 0; index++) {
    const model = REPOSITORY_PROFILES[index % REPOSITORY_PROFILES.length];
    const isCopy = index >= REPOSITORY_PROFILES.length;
    const suffix = `-${index + 1}`;
    const parts = model.components.slice(0, left);
    left -= parts.length;
    repositories.push({
      ...model,
      name: isCopy ? model.name + suffix : model.name,
      team: isCopy
        ? `team-${Math.floor(index / REPOSITORIES_PER_TEAM)}`
        : model.team,
      components: isCopy
        ? parts.map(part => ({ ...part, name: part.name + suffix }))
        : parts,
    });
  }
  return repositories;
}

function createTeams(repositories: readonly RepositoryProfile[]): Team[] {
  const teams = DEMO_TEAMS.map(team => ({
    ...team,
    habits: HABITS[team.habits] as Habits,
  }));
  for (const { team: name } of repositories) {
    if (teams.some(team => team.name === name)) continue;
    const habits: Habits =
      HABITS[HABITS_NAMES[teams.length % HABITS_NAMES.length]];
    teams.push({ name, title: name.replace('team-', 'Team '), habits });
  }
  return teams;
}

export function createCompany(options: {
  seed: string;
  components: number;
}): Company {
  const repositories = createRepositories(options.components);
  const teams = createTeams(repositories);
  return {
    login: 'acme',
    name: 'Acme Market',
    department: 'engineering',
    domains: DEMO_DOMAINS,
    systems: DEMO_SYSTEMS,
    teams,
    people: createPeople({
      seed: options.seed,
      teams: teams.map(team => team.name),
    }),
    repositories,
    gitlabProjects: GITLAB_PROFILES,
    gitRepositories: GIT_PROFILES,
    jenkinsRepositories: JENKINS_PROFILES,
    azureRepositories: AZURE_PROFILES,
    libraries: LIBRARY_PROFILES,
  };
}
