import Holidays from 'date-holidays';
import type { HolidayPlace } from './Calendar';

const listed = (names: readonly string[]) =>
  names.length > 0 ? `Known are ${names.join(', ')}.` : 'Leave it out.';

/** What is wrong with a place, and what to write instead; undefined where its holidays are known. */
export function findPlaceProblem(
  place: HolidayPlace,
): { path: keyof HolidayPlace; message: string } | undefined {
  const { country, state, region } = place;
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), country)) {
    return {
      path: 'country',
      message: `the public holidays of "${country}" are not known. Give the two letters of a country, such as DE, or leave holidays out.`,
    };
  }
  // Countries without states, and states without regions, answer with undefined.
  const states = Object.keys(known.getStates(country) ?? {});
  if (state !== undefined && !states.includes(state)) {
    return {
      path: 'state',
      message: `${country} has no state "${state}". ${listed(states)}`,
    };
  }
  if (region === undefined) return undefined;
  const regions = state
    ? Object.keys(known.getRegions(country, state) ?? {})
    : [];
  return regions.includes(region)
    ? undefined
    : {
        path: 'region',
        message: state
          ? `${country}-${state} has no region "${region}". ${listed(regions)}`
          : `"${region}" is a region of a state. Give the state too, or leave the region out.`,
      };
}
