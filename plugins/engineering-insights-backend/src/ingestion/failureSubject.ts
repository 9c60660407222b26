import type { ClaimedStream } from '../database/operations/ingestion/claimStreams';
import type { FailurePlan } from './planAfterFailure';

type Place = Pick<ClaimedStream, 'source' | 'origin' | 'name'> & {
  readonly scopeId: number;
  readonly credential?: string;
};

/** What a cause concerns, as `ToldFailures` knows it. */
export function failureSubject(
  place: Place,
  of: FailurePlan['cause']['of'],
): string {
  const { source, origin, scopeId, name, credential = '' } = place;
  const parts = {
    origin: [],
    credential: [credential],
    scope: [scopeId],
    stream: [scopeId, name],
  }[of];
  return [of, source, origin, ...parts].join(' ');
}

/** All that a reading of a stream shows to be well. */
export function failureSubjects(place: Place): string[] {
  return (['origin', 'credential', 'scope', 'stream'] as const).map(of =>
    failureSubject(place, of),
  );
}
