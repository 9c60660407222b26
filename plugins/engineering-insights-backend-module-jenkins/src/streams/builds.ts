import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { JenkinsClient } from '../client';
import {
  buildExternalId,
  buildUpdatedAt,
  normalizeBuild,
} from '../normalize/builds';
import type { BuildItem } from './toItems';
import { readHistory, type HistoryCursor } from './readHistory';
import { readLive, type LiveCursor } from './readLive';

/** The builds of a job, or of all jobs below a folder or multibranch project. */
export function buildsStream(
  client: JenkinsClient,
  options: { readonly sharedLibraries: readonly string[] },
): Stream<LiveCursor | HistoryCursor> {
  return {
    name: 'builds',
    produces: ['pipelineRun'],
    personal: [],
    identify(item) {
      const { job, build } = item as unknown as BuildItem;
      return {
        externalId: buildExternalId({ job, build }),
        updatedAt: buildUpdatedAt(build),
      };
    },
    read({ cursor, ...asked }) {
      return asked.direction === 'history'
        ? readHistory(client, { ...asked, cursor: cursor as HistoryCursor })
        : readLive(client, { ...asked, cursor: cursor as LiveCursor });
    },
    normalize: item => normalizeBuild(item, options),
  };
}
