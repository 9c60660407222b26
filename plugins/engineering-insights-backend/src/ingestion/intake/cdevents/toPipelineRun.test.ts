import { cdeventOf } from './__testUtils__/cdeventOf';
import { cdeventSchema } from './cdeventSchema';
import { toPipelineRun } from './toPipelineRun';

it.each([
  ['success', 'success'],
  ['failure', 'failure'],
  ['error', 'failure'],
  ['cancel', 'cancelled'],
  ['skip', 'skipped'],
  ['Success', 'success'],
  ['another word', 'unknown'],
  [undefined, 'unknown'],
])('a run that ended with %s has the outcome %s', (word, outcome) => {
  const event = cdeventOf({
    type: 'pipelinerun.finished',
    at: '2026-03-01T00:00:00Z',
    subjectId: 'run-1',
    content: { outcome: word },
  });
  expect(toPipelineRun([cdeventSchema.parse(event)], 'run')).toMatchObject({
    outcome,
    sourceOutcome: word,
  });
});
