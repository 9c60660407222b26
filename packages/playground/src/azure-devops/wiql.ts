import { HttpError } from '../server/httpError';
import { fromIso } from '../simulation/time';
import { PROJECT } from './project';
import type { AzureWorkItem } from './workItems';

const QUERY =
  /^SELECT \[System\.Id\] FROM WorkItems WHERE (.+) ORDER BY \[System\.ChangedDate\] (ASC|DESC)$/;
const CONDITION = /^\[([\w.]+)\] (=|UNDER|>=|<=) '(.*)'$/;

/** The work items that a query finds, as far as the language is asked for here. */
export function queryWorkItems(
  items: readonly AzureWorkItem[],
  query: unknown,
  areas: readonly string[],
): AzureWorkItem[] {
  const [, where, order] = QUERY.exec(String(query)) ?? [];
  if (where === undefined) throw refused();
  const conditions = where.split(' AND ').map(text => {
    const [, field, operator, value] = CONDITION.exec(text) ?? [];
    return holdsOf({
      field,
      operator,
      value: value?.replaceAll("''", "'"),
      areas,
    });
  });
  const found = items.filter(item => conditions.every(holds => holds(item)));
  return order === 'ASC' ? found : found.reverse();
}

function holdsOf(options: {
  field: string | undefined;
  operator: string | undefined;
  value: string | undefined;
  areas: readonly string[];
}): (item: AzureWorkItem) => boolean {
  const { field, operator, value = '', areas } = options;
  const name = value.toLowerCase();
  switch (`${field} ${operator}`) {
    case 'System.TeamProject =':
      return () => name === PROJECT.toLowerCase();
    case 'System.AreaPath UNDER':
      // An area that is not there is no empty answer.
      if (!areas.some(area => area.toLowerCase() === name)) throw refused();
      return ({ area }) =>
        area.toLowerCase() === name ||
        area.toLowerCase().startsWith(`${name}\\`);
    case 'System.ChangedDate >=':
      return ({ changedAt }) => changedAt * 1000 >= Date.parse(value);
    case 'System.ChangedDate <=':
      return ({ changedAt }) => changedAt <= fromIso(value);
    default:
      throw refused();
  }
}

function refused() {
  return new HttpError(400, 'TF51005: The query is not understood.');
}
