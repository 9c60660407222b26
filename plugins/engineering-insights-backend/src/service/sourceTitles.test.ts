import { createFakeConnector } from '../ingestion/__testUtils__/createFakeConnector';
import { withSourceTitles } from './sourceTitles';

it('calls a source as its connector does, each installation by its own name, and others by their id', () => {
  const connector = createFakeConnector({ url: 'https://a.example' });
  const connectors = [
    { ...connector, id: 'github', origin: 'a', title: 'GitHub A' },
    { ...connector, id: 'github', origin: 'b', title: 'GitHub B' },
  ];
  const row = (source: string, origin: string) => ({ id: 1, source, origin });
  expect(
    withSourceTitles(
      [row('github', 'a'), row('github', 'b'), row('intake', '')],
      connectors,
    ),
  ).toEqual([
    { id: 1, source: 'github', sourceTitle: 'GitHub A' },
    { id: 1, source: 'github', sourceTitle: 'GitHub B' },
    { id: 1, source: 'intake', sourceTitle: 'intake' },
  ]);
});
