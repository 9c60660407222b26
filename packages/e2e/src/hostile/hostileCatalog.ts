import { hostileMarkup, hostileText } from './hostileText';

/** The names of the entities; the catalog allows no hostile ones. */
export const HOSTILE = {
  component: 'hostile-service',
  /** Its sources answer with nothing but errors. */
  failing: 'failing-service',
  /** The operator of the demo is in it. */
  group: 'platform',
  system: 'hostile-system',
  domain: 'hostile-domain',
  /** Where the facts of the component come to. */
  scope: hostileText('intakeScope'),
  repository: 'acme/failing',
} as const;

function entity(options: {
  kind: string;
  name: string;
  title: string;
  annotations?: Readonly<Record<string, string>>;
  spec: object;
}) {
  const { kind, name, title, annotations = {}, spec } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      // Backstage's own header has no room for a longer one of an owner or a system.
      title: kind === 'Component' ? hostileText(title) : hostileMarkup(title),
      description: hostileText(`${title}Text`),
      annotations,
    },
    spec,
  };
}

/** A catalog file of entities whose every text is hostile. JSON is YAML. */
export function hostileCatalog(): string {
  const { component, failing, group, system, domain, scope } = HOSTILE;
  const service = {
    type: hostileMarkup('type'),
    lifecycle: hostileMarkup('lifecycle'),
  };
  return [
    entity({
      kind: 'Group',
      name: group,
      title: 'groupTitle',
      spec: {
        type: hostileMarkup('groupType'),
        profile: { displayName: hostileMarkup('groupDisplayName') },
        children: [],
      },
    }),
    entity({
      kind: 'Group',
      name: 'failing-team',
      title: 'failingTeamTitle',
      spec: { type: 'team', children: [] },
    }),
    entity({
      kind: 'Domain',
      name: domain,
      title: 'domainTitle',
      spec: { owner: group },
    }),
    entity({
      kind: 'System',
      name: system,
      title: 'systemTitle',
      spec: { owner: group, domain },
    }),
    entity({
      kind: 'Component',
      name: component,
      title: 'componentTitle',
      annotations: {
        'engineering-insights/intake-scope': scope,
        'engineering-insights/production-environments': `${hostileMarkup(
          'productionRule',
        )}, environment*`,
        'engineering-insights/hotfix-labels': hostileMarkup('hotfixLabel'),
        'engineering-insights/policy-reason': hostileText('policyReason'),
        'engineering-insights/badges': 'true',
      },
      spec: { ...service, owner: group, system },
    }),
    entity({
      kind: 'Component',
      name: failing,
      title: 'failingTitle',
      annotations: {
        'github.com/project-slug': HOSTILE.repository,
        'gitlab.com/project-slug': HOSTILE.repository,
        'jira/project-key': 'FAIL',
        'jira/component': hostileText('jiracomponent'),
        'jenkins.io/job-full-name': hostileMarkup('jenkinsJob'),
      },
      spec: { ...service, owner: 'failing-team' },
    }),
  ]
    .map(each => JSON.stringify(each))
    .join('\n---\n');
}
