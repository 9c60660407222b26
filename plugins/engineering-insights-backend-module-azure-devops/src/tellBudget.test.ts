import { createAzureDevopsConnector } from './connector';
import { readPages } from './__testUtils__/readPages';
import { answerBy, startAzureServer } from './__testUtils__/startAzureServer';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

it('says behind a page that the limit is used up where only a question after its list was told so', async () => {
  const timeline = '/shop/_apis/build/builds/7/timeline';
  const server = await startAzureServer((request, response) => {
    if (request.path === timeline) response.setHeader('retry-after', '40');
    answerBy({
      '/shop/_apis/git/repositories/payments': () => ({ id: 'r' }),
      '/shop/_apis/build/builds': () => [
        { id: 7, finishTime: '2026-02-01T10:00:00Z' },
        { id: 8, finishTime: '2026-02-02T10:00:00Z' },
      ],
      [timeline]: () => ({ records: [] }),
    })(request, response);
  });
  stops.push(server.stop);
  const organization = {
    host: 'dev.azure.com',
    name: 'acme',
    baseUrl: server.baseUrl,
  };
  const { streams } = createAzureDevopsConnector({
    client: server.client,
    organization,
    others: [organization],
  });
  const builds = streams.find(({ name }) => name === 'builds')!;
  const pages = await readPages(builds, { scopeId: 'shop/payments' });
  expect(pages.map(({ budget }) => budget?.remaining)).toEqual([0]);
});
