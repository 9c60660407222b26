/** A query for the work items of an area and of those below it that were last changed within a range. */
export function wiqlOf(options: {
  project: string;
  /** Below the project; empty for all of it. */
  area: string;
  from: string;
  to?: string;
  order: 'asc' | 'desc';
}): string {
  const { project, area, from, to, order } = options;
  const conditions = [
    `[System.TeamProject] = ${quote(project)}`,
    ...(area
      ? [`[System.AreaPath] UNDER ${quote(`${project}\\${area}`)}`]
      : []),
    `[System.ChangedDate] >= ${quote(from)}`,
    ...(to ? [`[System.ChangedDate] <= ${quote(to)}`] : []),
  ];
  return `SELECT [System.Id] FROM WorkItems WHERE ${conditions.join(
    ' AND ',
  )} ORDER BY [System.ChangedDate] ${order.toUpperCase()}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
