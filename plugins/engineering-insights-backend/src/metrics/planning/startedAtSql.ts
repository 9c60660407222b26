/** The SQL text of when an issue was first in progress; null where it never was. */
export function startedAtSql(transitionsColumn: string): string {
  return `(
            select min((step ->> 'at')::timestamptz)
              from jsonb_array_elements(
                     case jsonb_typeof(${transitionsColumn})
                       when 'array' then ${transitionsColumn}
                     end) as entry (step)
             where step ->> 'toCategory' = 'inProgress')`;
}
