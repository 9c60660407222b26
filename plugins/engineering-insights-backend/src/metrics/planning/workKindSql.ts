// A label or a priority says it by itself or behind what it is of: `urgent`, `class: expedite`, `priority::urgent`.
const UNPLANNED = `(^|[:/=]) *(unplanned|hotfix|urgent|expedited{0,1})( work){0,1} *$`;

/** What kind of work an issue is, as a category of the work mix. */
export function workKindSql(issue: string): string {
  return `case
               when ${issue}.type = 'defect' then 'defect'
               when ${issue}.type = 'incident'
                 or exists (
                   select
                     from unnest(${issue}.labels || ${issue}.priority)
                          as said (word)
                    where word ~* '${UNPLANNED}') then 'unplanned'
               when ${issue}.type in ('feature', 'maintenance')
                 then ${issue}.type
               else 'notClassified'
             end`;
}

/** In words, what `workKindSql` decides by. */
export const WORK_KINDS =
  'A defect by its type; else unplanned by the type incident or by a label or priority that says unplanned, hotfix, urgent or expedite; else a feature or maintenance by its type.';
