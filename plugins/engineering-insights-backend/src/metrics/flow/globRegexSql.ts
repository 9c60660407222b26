/**
 * The SQL expression that turns a glob into the regular expression of whole
 * paths: `**` over folders, `*` within one, `{a,b}` either.
 */
export function globRegexSql(glob: string): string {
  // chr(63) is the question mark, which the query builder takes for a binding.
  const escaped = String.raw`regexp_replace(${glob}, '([.+^$()|\[\]\\])', '\\\1', 'g')`;
  const withAnyFolders = `replace(replace(${escaped}, '**/', chr(1)), '**', chr(2))`;
  const withinFolder = `replace(replace(${withAnyFolders}, '*', '[^/]*'), chr(63), '[^/]')`;
  const acrossFolders = `replace(replace(${withinFolder}, chr(1), '(.*/)' || chr(63)), chr(2), '.*')`;
  return `'^' || case
    when position('{' in ${glob}) > 0
      then translate(${acrossFolders}, '{},', '()|')
    else ${acrossFolders}
  end || '$'`;
}
