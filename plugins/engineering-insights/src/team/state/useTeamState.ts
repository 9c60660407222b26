import {
  NOW_TILES,
  TEAM_SECTIONS,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Clock,
  NowTileId,
  TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';
import { readMeasuring, writeMeasuring } from '../../page/state/measuringState';
import type { MeasuringState } from '../../page/state/measuringState';
import {
  putParameter,
  readPageState,
  writePageState,
} from '../../page/state/pageState';
import type { PageState, PageStateChange } from '../../page/state/pageState';
import { useAddressState } from '../../page/state/useAddressState';

/** What the page shows; the address holds all of it. */
export interface TeamState
  extends PageState,
    Pick<MeasuringState, 'statistic'> {
  readonly clock: Clock;
  /** Absent where the reader did not choose: then the backend does. */
  readonly isWithSubTeams?: boolean;
  /** In the order of the page. */
  readonly openSections: readonly TeamSection[];
  /** The tile whose list is open. */
  readonly tile?: NowTileId;
}

export interface TeamStateChange
  extends PageStateChange,
    Partial<Pick<MeasuringState, 'statistic'>> {
  readonly clock?: Clock;
  readonly isWithSubTeams?: boolean;
  readonly openSections?: readonly TeamSection[];
  readonly tile?: NowTileId | null;
}

const DEFAULT_SECTIONS: readonly TeamSection[] = ['flow'];
const NO_SECTION = 'none';

function readSections(text: string | null): readonly TeamSection[] {
  if (text === null) return DEFAULT_SECTIONS;
  const names = text.split(',');
  const sections = TEAM_SECTIONS.filter(section => names.includes(section));
  return sections.length > 0 || text === NO_SECTION
    ? sections
    : DEFAULT_SECTIONS;
}

function sectionsText(sections: readonly TeamSection[]): string | null {
  const text = TEAM_SECTIONS.filter(section => sections.includes(section)).join(
    ',',
  );
  return text === DEFAULT_SECTIONS.join(',') ? null : text || NO_SECTION;
}

function readSwitch(text: string | null): boolean | undefined {
  return text === 'on' || text === 'off' ? text === 'on' : undefined;
}

/** Reads the page's state from its address; what makes no sense there is as if it were absent. */
export function readTeamState(
  parameters: URLSearchParams,
  now: Date,
): TeamState {
  return {
    ...readPageState(parameters, now),
    statistic: readMeasuring(parameters).statistic,
    clock: parameters.get('clock') === 'working' ? 'working' : 'elapsed',
    isWithSubTeams: readSwitch(parameters.get('subTeams')),
    openSections: readSections(parameters.get('sections')),
    tile: NOW_TILES.find(tile => tile === parameters.get('now')),
  };
}

/** Writes a change into an address; what is the default is left out. */
export function writeTeamState(
  previous: URLSearchParams,
  change: TeamStateChange,
): URLSearchParams {
  const next = writePageState(previous, change);
  writeMeasuring(next, { statistic: change.statistic });
  if (change.clock)
    putParameter(next, 'clock', change.clock === 'elapsed' ? null : 'working');
  // What the backend chooses depends on the group, so that either choice is written.
  if (change.isWithSubTeams !== undefined)
    putParameter(next, 'subTeams', change.isWithSubTeams ? 'on' : 'off');
  if (change.openSections)
    putParameter(next, 'sections', sectionsText(change.openSections));
  if (change.tile !== undefined) putParameter(next, 'now', change.tile);
  return next;
}

const options = { read: readTeamState, write: writeTeamState };

/** The state of the page, and how to change it. */
export function useTeamState() {
  return useAddressState<TeamState, TeamStateChange>(options);
}
