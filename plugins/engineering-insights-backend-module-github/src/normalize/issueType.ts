import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';

/** The issue types that GitHub gives each organisation, in lower case. A Task may be anything. */
const TYPES: Readonly<Record<string, IssueFact['type']>> = {
  bug: 'defect',
  feature: 'feature',
};

/** Those of the labels that GitHub gives each repository which say what kind of work an issue is. */
const LABELS: Readonly<Record<string, IssueFact['type']>> = {
  bug: 'defect',
  enhancement: 'feature',
};

/** What kind of work an issue is, by GitHub's own words; what other labels mean is for a policy. */
export function issueTypeOf(of: {
  readonly type?: { readonly name: string } | null;
  readonly labels?: readonly string[];
}): Pick<IssueFact, 'type' | 'sourceType'> {
  const { type, labels = [] } = of;
  if (type) {
    const { name } = type;
    return { type: TYPES[name.toLowerCase()] ?? 'other', sourceType: name };
  }
  const label = labels.find(each => Object.hasOwn(LABELS, each.toLowerCase()));
  return label
    ? { type: LABELS[label.toLowerCase()], sourceType: label }
    : { type: 'other', sourceType: null };
}
