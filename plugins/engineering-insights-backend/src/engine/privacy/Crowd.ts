/**
 * People of whom nothing is known but how many they are and where each of them
 * did something: an observation lies in a set of targets, and each of these
 * people has observations in exactly the sets named.
 */
export interface Crowd {
  readonly peopleCount: number;
  readonly targetSets: readonly (readonly number[])[];
}
