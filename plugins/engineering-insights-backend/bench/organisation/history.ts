/** Pull requests of each component in the year before now; each brings four commits and a merge commit. */
export const PULL_REQUESTS = 200;
export const COMMITS_PER_PULL_REQUEST = 5;
export const COMMITS = PULL_REQUESTS * COMMITS_PER_PULL_REQUEST;

/** The SHA of a component's nth commit, in SQL. */
export const shaSql = (component: string, commit: string) =>
  `rpad(md5(${component} || '-' || ${commit}), 40, '0')`;

/** When the nth commit was written, in SQL; the last one a few hours before now. */
export const writtenAtSql = (commit: string) =>
  `cast(:now as timestamptz) - interval '3 hours' - (${COMMITS} - ${commit}) * interval '8.75 hours'`;
