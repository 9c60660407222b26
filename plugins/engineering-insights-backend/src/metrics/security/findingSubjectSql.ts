import { SECURITY_CATEGORIES } from '@sei-platform/plugin-engineering-insights-common';

/** What a number of findings is of. */
export type FindingSubject = 'security' | 'bug';

const SECURITY = SECURITY_CATEGORIES.map(category => `'${category}'`).join(
  ', ',
);

/**
 * The SQL expression of what a row `finding` is about: `security`, `bug`,
 * `other` or `unknown`. Where its category is not known, a finding that names a
 * weakness or a vulnerability is of security.
 */
export const FINDING_SUBJECT_SQL = `case
               when finding.category in (${SECURITY}) then 'security'
               when finding.category = 'bug' then 'bug'
               when finding.category in ('licence', 'maintainability')
                 then 'other'
               when exists (
                 select
                   from unnest(finding.identifiers) as identifier
                  where identifier ~* '^(CWE|CVE|GHSA)-') then 'security'
               else 'unknown'
             end`;
