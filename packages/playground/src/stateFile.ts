import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { dayOf } from './simulation/time';
import type { Pulse } from './simulation/world';

/** What must survive a restart for the same history to return. */
export interface PlaygroundState {
  readonly seed: string;
  /** `2026-11-22`: the day of the first start. */
  readonly anchorDay: string;
  readonly months: number;
  readonly pulses: readonly Pulse[];
}

export interface StateFile {
  readonly state: PlaygroundState;
  addPulse(pulse: Pulse): void;
}

/** Reads the file, or begins it today. Another seed or length begins it anew. */
export function openStateFile(options: {
  path: string | undefined;
  seed: string;
  months: number;
  now: number;
}): StateFile {
  const { path, seed, months, now } = options;
  const kept =
    path && existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8')) as PlaygroundState)
      : undefined;
  const isSame = kept?.seed === seed && kept.months === months;
  const pulses: Pulse[] = isSame ? [...kept.pulses] : [];
  const state: PlaygroundState = {
    seed,
    months,
    anchorDay: isSame ? kept.anchorDay : dayOf(now),
    pulses,
  };

  function save(): void {
    if (!path) return;
    mkdirSync(dirname(path), { recursive: true });
    // A reader never sees half a file.
    writeFileSync(`${path}.new`, `${JSON.stringify(state)}\n`);
    renameSync(`${path}.new`, path);
  }

  if (!isSame) save();
  return {
    state,
    addPulse(pulse) {
      pulses.push(pulse);
      save();
    },
  };
}
