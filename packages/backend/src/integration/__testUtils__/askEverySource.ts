import type { JsonObject } from '@backstage/types';
import type { SourcesAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { demoConfig } from './demoConfig';
import { demoModules } from './demoModules';
import { entitiesOf } from './entitiesOf';
import type { PortalDatabases } from './portalDatabases';
import type { Github } from './startGithub';
import { startPortal } from './startPortal';
import { waitUntil } from './waitUntil';

/** Of a source that keeps a test waiting. */
const MOST_TOLD = 2;

const MOST_SOURCES = 12;

/** All but the first stream of a source come an hour later; a place of work items of Azure DevOps has streams that ask nothing. */
const ONE_STREAM_EACH = `
  create function come_later() returns trigger language plpgsql as $$
  begin
    if exists (
      select from scopes
       where id = new.scope_id and external_id like '%/_workitems/%'
    ) or exists (
      select from streams
        join scopes on scopes.id = streams.scope_id
       where scopes.source = (
         select source from scopes where id = new.scope_id)
         and scopes.external_id not like '%/_workitems/%'
    ) then
      new.due_at := now() + interval '1 hour';
    end if;
    return new;
  end $$;
  create trigger come_later before insert on streams
    for each row execute function come_later();`;

type Sources = SourcesAnswer['sources'];

/** What operators of a new portal of all sources read once every one of them has said what `isTold` waits for. */
export async function askEverySource(options: {
  databases: PortalDatabases;
  playground: Github;
  isTold: (source: Sources[number]) => boolean;
  longestMs?: number;
  /** Of each source one stream alone, all at once: for what takes each of them long. */
  isOneStreamEach?: boolean;
}): Promise<Sources> {
  const { databases, playground, isTold, longestMs, isOneStreamEach } = options;
  const config = demoConfig(playground.host);
  const portal = await startPortal({
    databases,
    entities: entitiesOf(playground),
    config: {
      ...config,
      engineeringInsights: {
        ...(config.engineeringInsights as JsonObject),
        ...(isOneStreamEach && { limits: { streamsAtOnce: MOST_SOURCES } }),
      },
    },
    features: demoModules(),
  });
  let waiting: unknown[] = [];
  try {
    if (isOneStreamEach) await databases.knex.raw(ONE_STREAM_EACH);
    await portal.bind();
    await portal.discover();
    const ask = async () => {
      const sources = await portal.sources();
      waiting = sources
        .filter(source => !isTold(source))
        .map(({ id, streams, tasks }) => ({
          id,
          streams: streams.slice(0, MOST_TOLD),
          tasks,
        }));
      return waiting.length === 0 && sources;
    };
    return await waitUntil('every source was asked', ask, longestMs);
  } catch (error) {
    throw new Error(`${error} ${JSON.stringify(waiting, null, 1)}`);
  } finally {
    await portal.stop();
  }
}
