import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';
import { firstTime, lastTime, lastWord, type Story } from './Story';
import { webAddress } from './webAddress';

// A task or a question may be anything.
const TYPES: Readonly<Record<string, IssueFact['type'] | undefined>> = {
  bug: 'defect',
  enhancement: 'feature',
  incident: 'incident',
};

/** A ticket by what its events say. Whether somebody works on it they do not. */
export function toIssue(story: Story, externalId: string): Partial<IssueFact> {
  const createdAt = firstTime(story, 'ticket', 'created');
  const closedAt = lastTime(story, 'ticket', 'closed');
  const type = lastWord(story, ({ ticketType }) => ticketType);
  const state: Partial<IssueFact> = closedAt
    ? { statusCategory: 'done', sourceStatus: 'closed', closedAt }
    : { statusCategory: 'todo', sourceStatus: 'created' };
  return {
    kind: 'issue',
    externalId,
    url: webAddress(lastWord(story, ({ uri }) => uri)),
    key: story[0].subject.id,
    title: lastWord(story, ({ summary }) => summary),
    ...((type || createdAt) && {
      type: TYPES[type?.toLowerCase() ?? ''] ?? 'other',
    }),
    sourceType: type,
    ...((createdAt || closedAt) && state),
    priority: lastWord(story, ({ priority }) => priority),
    labels: lastWord(story, ({ labels }) => labels),
    createdAt,
  };
}
