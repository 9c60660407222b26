/** What waits for a person, and what people corrected. */
export const triageMessages = {
  what: 'what waits for you',
  open: 'Triage of {{title}}: what a person can tell',
  intro_one:
    'What {{amount}} service of {{title}} leaves to be told by a person, of the last 90 days, oldest first.',
  intro_other:
    'What {{amount}} services of {{title}} leave to be told by a person, of the last 90 days, oldest first.',
  group: 'Group',
  noGroup:
    'You belong to no group of the catalog. Open Triage from the page of a team, a system or a service.',
  noServices:
    '{{title}} has no service that you may see. A service appears here once the catalog says who owns it.',
  mayNot:
    'You may read this and not correct it. Ask the owner of the service or those who run this portal for the permission engineering-insights.delivery.correct.',
  lists: 'Lists',
  service: 'Service',
  services: 'Services',
  why: 'Why',
  actions: 'Corrections',
  showMore: 'Show more',
  shown: '{{shown}} of {{total}}',
  rowSource: 'at {{source}}',
  followsSoon: 'Corrected; the numbers follow in a moment.',
  undo: 'Undo',
  taken: 'Taken: {{what}}. The numbers follow in a moment.',
  takenBack: 'Taken back: {{what}}. The numbers follow in a moment.',
  incidents: {
    title: 'Incidents without a cause',
    subtitle:
      'No deployment is known to have caused them, so change fail rate and recovery time leave them out',
    what: 'incidents',
    empty:
      'Every incident of the last 90 days is linked to a deployment, or known not to be caused by a change.',
    incident: 'Incident',
    openedAt: 'Opened',
    severity: 'Severity {{severity}}',
    resolved: 'resolved',
    unresolved: 'not resolved yet',
    reason: {
      unknownDeployment:
        'It names a deployment that is not known here. Link it, or correct the name at its source.',
      sharedScope:
        'Several services share the place where it was reported, and it names none of them. Link it, or name the service at its source.',
      ofAnother: 'It names another service.',
      noDeployment:
        'No deployment went before it within the time in which a failure shows. Link it if an earlier one caused it.',
    },
  },
  revision: {
    title: 'Deployments without a known commit',
    subtitle: 'Their changes are missing from change lead time',
    what: 'deployments',
    empty:
      'The commit of every production deployment of the last 90 days is known.',
  },
  environment: {
    title: 'Deployments without an environment',
    subtitle:
      'A deployment that names no environment is not counted as production',
    what: 'deployments',
    empty: 'Every deployment of the last 90 days names its environment.',
  },
  deployments: {
    deployment: 'Deployment',
    finishedAt: 'Finished',
    environment: 'Environment',
    reason: {
      noRevision:
        'Its source names no commit. Have the pipeline send the commit (sha) with the deployment.',
      unknownRevision:
        'The commit {{revision}} is not among those that were read. Give the service the annotation of the repository it is built from, or deploy by a full commit id or tag.',
      noEnvironment:
        'Name the environment where it is deployed from, or say with the annotation engineering-insights/deployments what is a deployment of this service.',
    },
  },
  people: {
    title: 'Accounts that no one in the catalog has',
    subtitle:
      'Who acted in the last 30 days and is no User’s; how many and where, never who',
    what: 'accounts',
    empty: 'No account acted here in the last 30 days that is no User’s.',
    source: 'Source',
    unknown: 'Unknown',
    fix: 'What to do',
    annotate:
      'Give the User of each account the annotation {{key}} (such as {{example}}), or the address as spec.profile.email.',
    address: 'Give the User of each account its address as spec.profile.email.',
    bots: 'Name what is a machine in engineeringInsights.actors.bots.',
  },
  unheard: {
    title: 'Incidents that no service hears of',
    subtitle: 'Of the last 90 days; those who run this portal see them',
    what: 'incidents',
    empty: 'Every incident of the last 90 days is heard by a service.',
    place: 'Place',
    fix: 'What to do',
    noService:
      'Name the service at its source, or give a component the annotation of this place.',
    service:
      'It names {{service}}. Give the component of that name the annotation of this place, or correct the name at its source.',
  },
  corrections: {
    title: 'Corrected by hand',
    subtitle: 'In force, however old, the latest first; each can be taken back',
    what: 'corrections',
    empty:
      'Nothing is corrected by hand. A correction counts before anything that was found, and stands here with who made it and why.',
    correction: 'Correction',
    by: 'By',
    at: 'When',
    note: 'Why',
    noNote: 'no reason given',
    verdict: {
      failed: 'Marked as failed',
      notFailed: 'Not a failure',
      linked: 'Linked to a deployment',
      notCausedByChange: 'Not caused by a change',
    },
    takeBack: 'Take back',
    markedByHand: 'marked by hand by {{by}} on {{date}}: {{note}}',
    seeAll: 'All corrections of {{title}}',
  },
  dialog: {
    causeTitle: '“{{title}}” was not caused by a change',
    linkTitle: 'Which deployment caused “{{title}}”?',
    service: 'Service',
    deployment: 'Deployment before the incident',
    deploymentHelp: 'Search by version, commit, environment or date.',
    noDeployment:
      'No production deployment of {{title}} is known in the 90 days before the incident.',
    none: 'No deployment matches.',
    save: 'Save',
  },
} as const;
