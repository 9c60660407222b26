import type { GitHistory } from '../readGitHistory';
import { firstReleases } from './firstReleases';

const DAY = 24 * 3_600_000;

/** What a revert took back, by the releases of the history. */
export interface TracedRevert {
  /** The first release with what was reverted. */
  readonly shippedBy?: string;
  /** The first release with the revert. */
  readonly revertedBy?: string;
  /** Between the two; 0 where it never was in a release without its revert. */
  readonly days?: number;
}

/** Traces reverts, which are the incidents of the fixtures, from the history and without our tables. */
export function traceReverts(options: {
  history: GitHistory;
  /** The whole id of the reverted commit by the id of the incident, `revert:` and the begin of the id of the revert. */
  reverts: Readonly<Record<string, string>>;
}): ReadonlyMap<string, TracedRevert> {
  const { history, reverts } = options;
  const releaseOf = firstReleases(history);
  return new Map(
    Object.entries(reverts).map(([incident, revertedSha]) => {
      const revertSha = history.commits.find(({ sha }) =>
        sha.startsWith(incident.replace('revert:', '')),
      )!.sha;
      const shipped = releaseOf.get(revertedSha);
      const reverted = releaseOf.get(revertSha);
      return [
        incident,
        {
          shippedBy: shipped?.tag,
          revertedBy: reverted?.tag,
          ...(shipped &&
            reverted && {
              days:
                (Date.parse(reverted.taggedAt) - Date.parse(shipped.taggedAt)) /
                DAY,
            }),
        },
      ];
    }),
  );
}
