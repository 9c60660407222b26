import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';
import { readEventType } from './eventType';

const DEPLOYING = ['deployed', 'upgraded', 'rolledback'];

const REASONS: Readonly<Record<string, string | undefined>> = {
  change:
    'an event of a change names neither its head nor its branches; connect the code host to read pull requests',
  'service.removed': 'a service that is removed is no deployment',
  'service.published': 'a service that is published was deployed before',
};

/** The kind of fact that an event of a type is a part of, or why it is none. */
export function factKindOf(
  type: string,
): { kind: FactKind } | { ignored: string } {
  const { subject, predicate } = readEventType(type) ?? {};
  if (!subject || !predicate)
    return { ignored: `${type} is no event of CDEvents` };
  if (subject === 'service' && DEPLOYING.includes(predicate))
    return { kind: 'deployment' };
  if (subject === 'pipelinerun' || subject === 'taskrun')
    return { kind: 'pipelineRun' };
  if (subject === 'incident') return { kind: 'incident' };
  if (subject === 'ticket') return { kind: 'issue' };
  const name = `${subject}.${predicate}`;
  const reason =
    REASONS[name] ?? REASONS[subject] ?? 'no metric reads such events';
  return { ignored: `${name}: ${reason}` };
}
