import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { readAlerts, type AlertList, type AlertsCursor } from './readAlerts';

/** A stream of one kind of security alerts. */
export function alertsStream(
  client: GithubClient,
  options: Pick<Stream, 'name' | 'normalize'> & { readonly list: AlertList },
): Stream<AlertsCursor> {
  const { name, normalize, list } = options;
  return {
    name,
    produces: ['finding'],
    // Who dismissed or leaked something is left out before an item is made.
    personal: [],
    identify(item) {
      const { alert } = item as { alert: JsonObject };
      const { number, updated_at: updatedAt } = alert;
      return {
        externalId: String(number),
        ...(typeof updatedAt === 'string' && { updatedAt }),
      };
    },
    read: asked => readAlerts(client, { ...asked, list }),
    normalize,
  };
}
