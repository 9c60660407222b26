import type { OverviewTarget } from '@sei-platform/plugin-engineering-insights-common';
import { chooseTarget } from './chooseTarget';

const target = (
  ref: string,
  serviceCount: number,
  ownerRefs: string[] = [],
): OverviewTarget => ({
  ref,
  kind: ref.split(':')[0],
  title: ref,
  serviceCount,
  ownerRefs,
});

const TARGETS = [
  target('domain:default/retail', 9, ['group:default/leads']),
  target('domain:default/empty', 0, ['group:default/money']),
  target('group:default/none', 0),
  target('group:default/money', 4),
  target('group:default/everyone', 40),
  target('system:default/till', 3, ['group:default/money']),
];

it.each([
  [
    'the domain that a group of the reader owns',
    ['user:default/a', 'group:default/money', 'group:default/leads'],
    'domain:default/retail',
  ],
  [
    'the first of the groups that has services',
    [
      'user:default/a',
      'group:default/none',
      'group:default/money',
      'group:default/everyone',
    ],
    'group:default/money',
  ],
  ['nothing for someone without a group', ['user:default/a'], undefined],
  [
    'nothing for someone whose groups own nothing',
    ['group:default/none'],
    undefined,
  ],
])('opens on %s', (_, ownershipRefs, expected) => {
  expect(chooseTarget({ targets: TARGETS, ownershipRefs })?.ref).toBe(expected);
});
