import type { Facts, Window } from './facts';
import { at, instant, sendJson } from './http';

interface RawIncident {
  id: string;
  status: string;
  created_at: string;
  resolved_at?: string | null;
  last_status_change_at: string;
}

const DAY = 86_400_000;

export async function addPagerduty(
  facts: Facts,
  scope: {
    playground: string;
    token: string;
    service: string;
    window: Window;
  },
): Promise<void> {
  const { window } = scope;
  // One that was opened long before may be resolved in the window; 180 days is what one question may ask.
  const since = new Date(window.to - 180 * DAY).toISOString();
  const until = new Date(window.to).toISOString();
  let offset = 0;
  for (;;) {
    const page: { incidents: RawIncident[]; more: boolean } = await sendJson({
      url:
        `${scope.playground}/pagerduty/incidents?service_ids[]=${scope.service}` +
        `&since=${since}&until=${until}&limit=100&offset=${offset}`,
      headers: { authorization: `Token token=${scope.token}` },
    });
    for (const raw of page.incidents)
      facts.incidents.push({
        id: `pagerduty ${raw.id}`,
        openedAt: instant(raw.created_at),
        isOver: raw.status === 'resolved',
        resolvedAt:
          raw.status === 'resolved'
            ? at(raw.resolved_at ?? raw.last_status_change_at)
            : undefined,
      });
    if (!page.more) break;
    offset += page.incidents.length;
  }
  facts.connected.add('incidents');
}
