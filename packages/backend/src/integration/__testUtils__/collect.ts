import type { Knex } from 'knex';
import { componentOf } from './componentOf';
import { dumpFacts } from './dumpFacts';
import { githubConfig } from './githubConfig';
import type { PortalDatabases } from './portalDatabases';
import type { Github } from './startGithub';
import { startPortal, type Portal } from './startPortal';
import { waitForCollection } from './waitForCollection';
import { watchReplicas } from './watchReplicas';

/** How one entity looks to a reader, without what differs between two runs. */
async function readNumbers(portal: Portal, name: string) {
  const { metrics, phases, distribution, summary } = await portal.dora(name);
  return {
    values: metrics.map(({ metricId, value, band, details, series }) => ({
      metricId,
      value,
      band,
      details,
      series,
    })),
    phases,
    distribution,
    summary,
  };
}

/** Collects some repositories whole with so many portals on one database, and says what is stored and answered then. */
export async function collect(options: {
  github: Github;
  databases: PortalDatabases;
  repositories: readonly string[];
  portalCount?: number;
  isRetried?: boolean;
}) {
  const { github, databases, repositories, portalCount = 1 } = options;
  const { knex }: { knex: Knex } = databases;
  const portals: Portal[] = [];
  const replicas = watchReplicas(knex);
  const start = () =>
    startPortal({
      databases,
      entities: repositories.map(name =>
        componentOf({ name, host: github.host, slug: `acme/${name}` }),
      ),
      config: githubConfig([{ host: github.host }]),
    });
  try {
    // One after the other, as Backstage's catalog cannot migrate twice at once.
    while (portals.length < portalCount) portals.push(await start());
    const [portal] = portals;
    replicas.start();
    await portal.bind();
    await waitForCollection({
      portal,
      knex,
      repositoryCount: repositories.length,
      isRetried: options.isRetried,
    });
    return {
      /** How many backends read something. */
      replicaCount: replicas.count(),
      facts: await dumpFacts(knex),
      numbers: await Promise.all(
        repositories.map(name => readNumbers(portal, name)),
      ),
      logs: portals.map(each => each.log),
    };
  } finally {
    await replicas.stop();
    await Promise.all(portals.map(each => each.stop()));
  }
}
