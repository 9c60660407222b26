import type {
  FindingCategory,
  FindingFact,
} from '@sei-platform/plugin-engineering-insights-common';
import { DEPENDENCY_CHECK } from './packageOf';

type Categories = Readonly<Record<string, FindingCategory | undefined>>;

const BY_TYPE: Categories = {
  VULNERABILITY: 'vulnerability',
  // Older versions list hotspots among the issues, too.
  SECURITY_HOTSPOT: 'hotspot',
  BUG: 'bug',
  CODE_SMELL: 'maintainability',
};
/** The gravest first. */
const BY_QUALITY = {
  SECURITY: 'vulnerability',
  RELIABILITY: 'bug',
  MAINTAINABILITY: 'maintainability',
} as const satisfies Categories;

/** What an issue is about: by its type, which some answers leave out, else by the qualities that it harms. */
export function categoryOf(issue: {
  rule: string;
  type?: string | null;
  impacts?: readonly { softwareQuality: string }[] | null;
}): Pick<FindingFact, 'category' | 'sourceCategory'> {
  const { rule, type } = issue;
  const qualities = issue.impacts?.map(impact => impact.softwareQuality) ?? [];
  const quality = Object.entries(BY_QUALITY).find(([name]) =>
    qualities.includes(name),
  );
  const category = BY_TYPE[type ?? ''] ?? quality?.[1] ?? 'unknown';
  const word = type ?? [...new Set(qualities)].join(', ');
  return {
    category: rule === DEPENDENCY_CHECK ? 'dependency' : category,
    ...(word && { sourceCategory: word }),
  };
}
