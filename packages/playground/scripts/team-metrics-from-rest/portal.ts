import { sendJson } from './http';

export interface Entity {
  kind: string;
  metadata: {
    name: string;
    title?: string;
    annotations?: Record<string, string>;
  };
  relations?: { type: string; targetRef: string }[];
}
export interface ApiValue {
  status: string;
  value?: number;
  sampleSize?: number;
}
export interface ApiMetric {
  metricId: string;
  value: ApiValue;
  categories?: Record<string, number>;
}

export const SECTIONS = ['flow', 'planning', 'balance', 'quality'] as const;

export interface Portal {
  url: string;
  headers: Record<string, string>;
}

export async function signIn(url: string, person: string): Promise<Portal> {
  const { backstageIdentity } = await sendJson<{
    backstageIdentity: { token: string };
  }>({
    url: `${url}/api/auth/demo/refresh`,
    headers: { 'x-demo-person': person },
  });
  return {
    url,
    headers: { authorization: `Bearer ${backstageIdentity.token}` },
  };
}

/** The team itself and the components that it owns. */
export async function readTeam(
  { url, headers }: Portal,
  team: string,
): Promise<Entity[]> {
  const ref = `group:default/${team}`;
  const read = (filter: string) =>
    sendJson<Entity[]>({
      url: `${url}/api/catalog/entities?filter=${filter}`,
      headers,
    });
  return [
    ...(await read(`kind=group,metadata.name=${team}`)),
    ...(await read(`kind=component,relations.ownedBy=${ref}`)),
  ];
}

/** What the API says of these metrics: as the team's page shows them, and those that it does not show by themselves. */
export async function readApiMetrics(
  { url, headers }: Portal,
  question: { team: string; from: string; to: string; metricIds: string[] },
): Promise<Map<string, ApiMetric>> {
  const { team, from, to, metricIds } = question;
  const base = `${url}/api/engineering-insights/v1`;
  const window = `from=${from}&to=${to}&clock=elapsed`;
  const metrics = new Map<string, ApiMetric>();
  for (const section of SECTIONS) {
    const answer = await sendJson<{ metrics: ApiMetric[] }>({
      url: `${base}/analytics/team/group/default/${team}?section=${section}&${window}`,
      headers,
    });
    for (const metric of answer.metrics) metrics.set(metric.metricId, metric);
  }
  for (const id of metricIds.filter(each => !metrics.has(each)))
    metrics.set(
      id,
      await sendJson<ApiMetric>({
        url: `${base}/metrics/${id}/group/default/${team}?${window}`,
        headers,
      }),
    );
  return metrics;
}
