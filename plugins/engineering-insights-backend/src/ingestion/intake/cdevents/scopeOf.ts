import type { IntakeScope } from '../IntakeStream';
import type { Cdevent } from './cdeventSchema';
import { readEventType } from './eventType';

/** The scope that an event names by itself: its source, of which each service is a scope of its own. */
export function scopeOf({ context, subject }: Cdevent): IntakeScope {
  const isOfService = readEventType(context.type)?.subject === 'service';
  const service = isOfService ? subject.id : subject.content?.service?.id;
  return service
    ? { externalId: `${context.source}#${service}`.slice(0, 500), service }
    : { externalId: context.source.slice(0, 500) };
}
