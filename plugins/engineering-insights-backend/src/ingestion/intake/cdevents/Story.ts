import type { Cdevent } from './cdeventSchema';
import { readEventType } from './eventType';

/** The events of one thing in the order in which they happened. */
export type Story = readonly Cdevent[];

/** When something happened to a thing first, if it did. */
export function firstTime(
  story: Story,
  subject: string,
  predicate: string,
): string | undefined {
  return eventsOf(story, subject, predicate)[0]?.context.timestamp;
}

/** When something happened to a thing last, if it did. */
export function lastTime(
  story: Story,
  subject: string,
  predicate: string,
): string | undefined {
  return eventsOf(story, subject, predicate).at(-1)?.context.timestamp;
}

/** The events of one type. */
export function eventsOf(
  story: Story,
  subject: string,
  predicate?: string,
): Story {
  return story.filter(({ context }) => {
    const type = readEventType(context.type);
    return (
      type?.subject === subject &&
      (predicate === undefined || type.predicate === predicate)
    );
  });
}

/** What was said last of something. */
export function lastWord<T>(
  story: Story,
  say: (
    content: NonNullable<Cdevent['subject']['content']>,
  ) => T | null | undefined,
): T | undefined {
  return story
    .map(({ subject }) => say(subject.content ?? {}))
    .filter(each => each !== null && each !== undefined)
    .at(-1);
}
