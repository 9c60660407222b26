import { touchesPathsSql } from '../flow/bound';

/** The SQL condition that a row `finding` lies in the paths that its entity reads; one without a place counts for every entity of its scope. */
export const IS_FINDING_IN_PATHS_SQL = touchesPathsSql(
  `case when finding.location ->> 'path' is not null
                  then jsonb_build_array(finding.location) end`,
);
