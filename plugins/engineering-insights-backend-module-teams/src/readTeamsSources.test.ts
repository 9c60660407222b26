import { ConfigReader } from '@backstage/config';
import { readTeamsSources } from './readTeamsSources';

const TEAM = '893075dd-2487-4122-925f-022c42e20265';
const OTHER_TEAM = '7ed9bdab-9c7d-4c10-a25d-3f4ff0e34577';

function basisOf(entry: object): string {
  const { sources } = readTeamsSources(
    new ConfigReader({
      engineeringInsights: {
        sources: {
          teams: [
            {
              tenantId: '0f2d8f49-862a-493b-9ca8-82a10637e17d',
              clientId: '24d3b144-21ae-4080-943f-7067b395b913',
              clientSecret: 'very-secret',
              ...entry,
            },
          ],
        },
      },
    }),
  );
  return sources[0].basis;
}

it('reads the same channels for the same teams and pattern, whatever their order and the secret', () => {
  const basis = basisOf({ teams: [TEAM, OTHER_TEAM] });
  expect(basisOf({ teams: [OTHER_TEAM, TEAM.toUpperCase()] })).toBe(basis);
  expect(basisOf({ teams: [TEAM, OTHER_TEAM], clientSecret: 'x' })).toBe(basis);
});

it('reads others for other teams or another pattern', () => {
  const bases = [
    basisOf({ teams: [TEAM] }),
    basisOf({ teams: [TEAM, OTHER_TEAM] }),
    basisOf({ teams: [TEAM], incidentChannels: { pattern: 'major .*' } }),
  ];
  expect(new Set(bases).size).toBe(3);
});
