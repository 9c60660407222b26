import { collect } from './__testUtils__/collect';
import { expectSameFacts } from './__testUtils__/dumpFacts';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { startGithub } from './__testUtils__/startGithub';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

// Enough for both: each reads four streams at once.
const REPOSITORIES = ['mobile-app', 'ledger', 'search', 'payments'];

describe('two backends on one database', () => {
  const databases = portalDatabases();

  it('share the work and end with the facts and the numbers of one', async () => {
    const github = await startGithub();
    const expected = await collect({
      github,
      databases: databases.create(),
      repositories: REPOSITORIES,
    });
    const shared = databases.create();
    const collected = await collect({
      github,
      databases: shared,
      repositories: REPOSITORIES,
      portalCount: 2,
    });
    await github.close();

    expect(collected.replicaCount).toBe(2);
    expectSameFacts(collected.facts, expected.facts);
    expect(collected.numbers).toEqual(expected.numbers);
    const errors = collected.logs
      .flat()
      .filter(({ level }) => level === 'error');
    expect(errors).toEqual([]);
  });
});
