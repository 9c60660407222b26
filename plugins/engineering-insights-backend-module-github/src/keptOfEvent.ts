import type { JsonObject, JsonValue } from '@backstage/types';
import { keptOfAlert } from './alertItems';
import { objectOf } from './webhookFields';

/** Texts and links that nobody reads here. A fork's repository, its label and its addresses name its owner. */
const LEFT_OUT =
  /^(_links|body|comment|forkee|head_repository)$|(?<!html)_url$/;
const OF_FORKS = /^(label|repo|user)$/;

/** What of an event the inbox keeps; what is kept is understood as the whole was. */
export function keptOfEvent(
  event: string | undefined,
  body: JsonObject,
): JsonObject {
  return keptOf(keptOfAlert(event, body), '') as JsonObject;
}

function keptOf(value: JsonValue | undefined, key: string): JsonValue {
  if (Array.isArray(value)) return value.map(each => keptOf(each, key));
  const members = objectOf(value);
  if (!members) return value ?? null;
  const isOfFork = key === 'head' || key === 'base';
  return Object.fromEntries(
    Object.entries(members)
      .filter(
        ([name]) => !LEFT_OUT.test(name) && !(isOfFork && OF_FORKS.test(name)),
      )
      .map(([name, member]) => [name, keptOf(member, name)]),
  );
}
