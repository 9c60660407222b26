import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import {
  sendJson,
  startSourceServer,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createSonarqubeClient, type SonarqubeClient } from './client';
import { hotspotsStream } from './streams/hotspots';
import { issuesStream } from './streams/issues';
import { measuresStream } from './streams/measures';
import { readStream } from './__testUtils__/readStream';

const site = { siteUrl: 'http://sonarqube' };
const issues = (client: SonarqubeClient) => issuesStream(client, site);
const hotspots = (client: SonarqubeClient) => hotspotsStream(client, site);
const component = { component: { analysisDate: '2026-02-20T08:00:00+0000' } };
const paging = { pageIndex: 1, pageSize: 500, total: 1 };

/** The answers by what their address ends with; any other is a component. */
type Answers = Record<string, object>;

it.each<[string, (client: SonarqubeClient) => Stream, Answers]>([
  ['issues without pages', issues, { 'issues/search': { issues: [] } }],
  [
    'issues that are none',
    issues,
    { 'issues/search': { paging, issues: [1] } },
  ],
  ['no issues', issues, { 'issues/search': { paging } }],
  ['no component', issues, { 'components/show': {} }],
  [
    'a date that is none',
    issues,
    { 'components/show': { component: { analysisDate: 'soon' } } },
  ],
  ['hotspots without pages', hotspots, { 'hotspots/search': { hotspots: [] } }],
  ['no measures', measuresStream, { search_history: { paging } }],
  [
    'a measure at no instant',
    measuresStream,
    {
      search_history: {
        paging,
        measures: [{ metric: 'ncloc', history: [{ date: '?', value: '1' }] }],
      },
    },
  ],
])(
  '%s in an answer are a failure of SonarQube',
  async (_, streamOf, answers) => {
    const server = await startSourceServer({
      toRequest: ({ url }) => url.pathname,
      answer: (path, response) => {
        const name = Object.keys(answers).find(each => path.endsWith(each));
        sendJson(response, name ? answers[name] : component);
      },
    });
    const client = createSonarqubeClient({
      baseUrl: server.origin,
      token: 'unused',
      authentication: 'bearer',
    });
    await expect(
      readStream(streamOf(client), { until: '2026-03-01T12:00:00.000Z' }),
    ).rejects.toMatchObject({ name: 'SourceFailureError' });
    await server.stop();
  },
);
