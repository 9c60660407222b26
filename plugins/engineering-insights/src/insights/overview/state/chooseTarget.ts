import type { OverviewTarget } from '@sei-platform/plugin-engineering-insights-common';

/**
 * What the overview opens on: the first domain that one of the reader's groups
 * owns, else the first of these groups, of those that have services; undefined
 * where there is none, since everything is nobody's own.
 */
export function chooseTarget(options: {
  readonly targets: readonly OverviewTarget[];
  /** Of the reader, in lower case. */
  readonly ownershipRefs: readonly string[];
}): OverviewTarget | undefined {
  const { ownershipRefs } = options;
  const targets = options.targets.filter(
    ({ serviceCount }) => serviceCount > 0,
  );
  const domain = targets.find(
    ({ kind, ownerRefs }) =>
      kind === 'domain' && ownerRefs.some(ref => ownershipRefs.includes(ref)),
  );
  return (
    domain ??
    ownershipRefs
      .flatMap(ref => targets.find(target => target.ref === ref) ?? [])
      .find(({ kind }) => kind === 'group')
  );
}
