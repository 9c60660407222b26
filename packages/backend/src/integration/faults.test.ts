import { collect } from './__testUtils__/collect';
import { expectSameFacts } from './__testUtils__/dumpFacts';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { startGithub } from './__testUtils__/startGithub';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const REPOSITORIES = ['mobile-app', 'ledger'];

describe('a collection from a source that often fails', () => {
  const databases = portalDatabases();

  it('ends with the facts and the numbers of one that never failed', async () => {
    const sound = await startGithub();
    const expected = await collect({
      github: sound,
      databases: databases.create(),
      repositories: REPOSITORIES,
    });
    await sound.close();

    let hangUps = 0;
    const faulty = await startGithub({
      world: sound.world,
      faults: ['429', '500', 'slow', 'truncated'],
      breakage: (_request, response) => {
        response.once('close', () => {
          if (!response.writableFinished) hangUps += 1;
        });
        return false;
      },
    });
    const database = databases.create();
    const collected = await collect({
      github: faulty,
      databases: database,
      repositories: REPOSITORIES,
      isRetried: true,
    });
    await faulty.close();

    const runs = await database.knex('stream_runs').select('outcome', 'error');
    const said = runs.map(({ error }) => error?.message ?? '').join('\n');
    expect(said).toMatch(/asks to wait 1 second/);
    expect(said).toMatch(/answered 500/);
    // A smaller page takes the place of most of these, so that no run tells of them.
    expect(hangUps).toBeGreaterThan(0);

    for (const table of ['commits', 'pull_requests', 'source_deployments']) {
      expect(expected.facts[table]).not.toHaveLength(0);
    }
    expectSameFacts(collected.facts, expected.facts);
    expect(collected.numbers).toEqual(expected.numbers);
  });
});
