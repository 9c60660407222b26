import type { Occurrence } from '../../simulation/model';
import { DAY, fromIso } from '../../simulation/time';
import { createWorld, type LiveOccurrence } from '../../simulation/world';
import { readGithubDescription } from '../../__testUtils__/githubDescription';
import { renderWebhook } from './webhooks';

// Long histories on a busy machine take their time.
jest.setTimeout(60_000);

const NOW = fromIso('2026-11-17T00:00:00Z');

function nameOf(occurrence: Occurrence): string {
  const kind = occurrence.event.replace(/_/g, '-');
  switch (occurrence.event) {
    case 'push':
      return 'webhook-push';
    case 'pull_request':
    case 'issues':
    case 'workflow_run':
      return `webhook-${kind}-${occurrence.action.replace(/_/g, '-')}`;
    case 'pull_request_review':
      return `webhook-${kind}-submitted`;
    case 'release':
      return `webhook-${kind}-published`;
    default:
      return `webhook-${kind}-created`;
  }
}

describe('renderWebhook', () => {
  const lived: LiveOccurrence[] = [];

  beforeAll(() => {
    const world = createWorld({
      seed: 'test',
      components: 12,
      months: 2,
      anchorDay: '2026-11-17',
    });
    world.advance(NOW);
    for (const { name } of world.company.repositories) world.repository(name);
    world.listen(live => lived.push(live));
    world.advance(NOW + 7 * DAY);
  });

  it('gives the bodies that the official description describes', () => {
    const description = readGithubDescription();
    const firsts = new Map(lived.map(live => [nameOf(live.occurrence), live]));
    expect([...firsts.keys()]).toEqual(
      expect.arrayContaining([
        'webhook-push',
        'webhook-pull-request-opened',
        'webhook-pull-request-closed',
        'webhook-pull-request-review-submitted',
        'webhook-workflow-run-completed',
        'webhook-deployment-created',
        'webhook-deployment-status-created',
        'webhook-issues-opened',
        'webhook-release-published',
      ]),
    );
    for (const [name, { repository, occurrence }] of firsts) {
      const body = renderWebhook(
        { origin: 'http://127.0.0.1:7070' },
        repository,
        occurrence,
      );
      const errors = description.errorsOf(`/components/schemas/${name}`, body);
      expect({ name, errors }).toEqual({ name, errors: [] });
    }
  });
});
