import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Engineering Insights: DORA metrics of the services of the catalog. */
  engineeringInsights?: {
    schedule?: {
      /** How often the catalog is compared with what is read for each entity. Default: 2 minutes. */
      bind?: HumanDuration | string;
      /** How often a stream is read that is up to date. Default: 10 minutes. */
      collect?: HumanDuration | string;
      /** How often the windows are moved and everything is calculated anew. Default: 1 day. */
      calculate?: HumanDuration | string;
      /** How often what is past its retention is deleted. Default: 6 hours. */
      retain?: HumanDuration | string;
    };
    /** How far back a source is read at first: a duration, or an ISO date. Default: 180 days. */
    firstSyncSince?: HumanDuration | string;
    policies?: {
      /** Which deployments, environments, failures and incidents count, for all entities that name no other policy. */
      default?: DeliveryPolicyConfig;
      /** Policies that an entity names by the annotation engineering-insights/policy. */
      byAnnotation?: { [name: string]: DeliveryPolicyConfig };
    };
    graphql?: {
      /** Whether the GraphQL API tells its schema to those who ask it. They are signed in, and the schema is no secret. Default: true. */
      introspection?: boolean;
    };
    badges?: {
      /** Whether entities may allow badges of their numbers by the annotation engineering-insights/badges. Badges are images that are seen without signing in. Default: false. */
      enabled?: boolean;
    };
    calendars?: {
      /** When teams work that name no other calendar. Default: Monday to Friday, 09:00 to 17:00 UTC, without holidays. */
      default?: CalendarConfig;
      /** Calendars that a Group or a component names by the annotation engineering-insights/calendar. */
      byAnnotation?: { [name: string]: CalendarConfig };
    };
    /** Who acted where the source does not say it, or says it wrongly: accounts by their login or e-mail address, in any source. Well-known bots and AIs need no entry. */
    actors?: {
      /** Persons that a source takes for bots. */
      humans?: string[];
      /** Machine users: release and build accounts. */
      bots?: string[];
      /** AIs that write or review code. */
      agents?: string[];
    };
    privacy?: {
      /** What is stored of persons. `none`: salted hashes of their accounts alone. `pseudonymous`: also which hashes are one User of the catalog. `full`: what sources send, as they send it, for as long as payloads are kept. Default: pseudonymous. */
      mode?: 'none' | 'pseudonymous' | 'full';
      /** Patterns of what is replaced by [redacted] in titles and messages before they are stored, without regard to case: at most 20, of at most 200 characters. */
      redactTitles?: string[];
      /** How long payloads and webhook deliveries are kept, for replay. Default: 30 days. */
      payloadRetention?: HumanDuration | string;
      /** How long facts are kept after they were over, at least 90 days. What is not named is kept without end. Commits, and what deployments are made of, keep their rows and lose their persons and titles. */
      retention?: {
        commit?: HumanDuration | string;
        pullRequest?: HumanDuration | string;
        review?: HumanDuration | string;
        pipelineRun?: HumanDuration | string;
        deployment?: HumanDuration | string;
        incident?: HumanDuration | string;
        issue?: HumanDuration | string;
        qualityMeasure?: HumanDuration | string;
        sprint?: HumanDuration | string;
      };
      /** From how many people on a number is told that is made of what people did, such as the review load. Default: 5, at least 3. */
      minimumContributors?: number;
    };
    limits?: {
      /** How many streams one replica reads at once. Default: half of the plugin's pool of connections, 4 at most. */
      streamsAtOnce?: number;
      /** How many connections of the plugin's pool questions of people and programs hold at once on one replica. Default: half of the pool. */
      questionsAtOnce?: number;
      /** How long a question may take until it is given up. Default: 30 seconds. */
      questionTimeout?: HumanDuration | string;
      /** How many requests one caller may send in a minute to one replica, by what they cost. */
      requestsPerMinute?: {
        /** GET of the REST API. Default: 1200. */
        reads?: number;
        /** Trying rules, comparing policies, exports of a person. Default: 60. */
        heavyReads?: number;
        /** Queries of the GraphQL API. Default: 300. */
        graphql?: number;
        /** Corrections and other changes. Default: 120. */
        writes?: number;
        /** Facts, reports and events that are sent. Default: 1200. */
        intake?: number;
      };
    };
  };
}

/** A delivery policy. What is left out has the default. */
export interface DeliveryPolicyConfig {
  /** Why it is as it is. It is kept with each version of the policy and shown beside it. */
  reason?: string;
  deployments?: {
    /** Which facts are deployments. Default: deployments. */
    from?: 'deployments' | 'releases' | 'tags' | 'pipelineRuns' | 'merges';
    /** Only those of these sources: github. Default: all. */
    sources?: string[];
    /** Pattern of the pipeline's name, with pipelineRuns. */
    pipeline?: string;
    /** Pattern of the job's name, with pipelineRuns. */
    job?: string;
    /** Pattern of the stage's name, with pipelineRuns. */
    stage?: string;
    /** Pattern of the branch, with pipelineRuns and merges. */
    branch?: string;
    /** Pattern of the tag, with releases and tags. */
    tag?: string;
    /** The environment of what names none, such as releases. Default: production. */
    environment?: string;
  };
  environments?: {
    /** Patterns over the whole name of the environments that are production. Default: prod, production, live and what begins with them. */
    production?: string[];
    /** Whether the same revision in several environments counts once. Default: rollout. */
    count?: 'rollout' | 'each';
  };
  failures?: {
    /** How long after a rollout an incident is taken to come from it. Default: 24. */
    attributionWindowHours?: number;
    /** Evidence below this confidence is shown and not counted. Default: 0.6. */
    minimumConfidence?: number;
    /** Which evidence is looked for. Default: all. */
    evidence?: {
      incident?: boolean;
      rollback?: boolean;
      revert?: boolean;
      hotfix?: boolean;
    };
    /** Labels of pull requests that are hotfixes. Default: hotfix. */
    hotfixLabels?: string[];
    /** Patterns of branches that are hotfixes. */
    hotfixBranches?: string[];
  };
  incidents?: {
    /** Types of issues that are incidents. */
    issueTypes?: string[];
    /** Labels of issues that are incidents. */
    labels?: string[];
    /** Components of issues that are incidents. */
    components?: string[];
    /** Priorities of issues that are incidents. */
    priority?: string[];
    /** Services of incidents that are this entity's. */
    services?: string[];
  };
}

/** When a team works. What is left out has the default. */
export interface CalendarConfig {
  /** The name of a time zone: Europe/Berlin. Default: UTC. */
  timeZone?: string;
  /** Default: mon to fri. */
  workingDays?: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
  /** On the clock of the time zone; within one day. */
  hours?: {
    /** In quotes: "09:00". Default: 09:00. */
    from?: string;
    /** In quotes: "17:00"; "24:00" is the end of the day. Default: 17:00. */
    to?: string;
  };
  /** Whose public holidays are free. Default: no holidays. */
  holidays?: {
    /** Two letters: DE. */
    country: string;
    /** A state with holidays of its own: BY. */
    state?: string;
    /** A region of that state with holidays of its own: A. */
    region?: string;
  };
}
