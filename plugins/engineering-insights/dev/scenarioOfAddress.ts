import { scenarios } from '../src/__testUtils__';
import type { Scenario } from '../src/__testUtils__';

/** The scenario that the address names: /dora/<name>. */
export function scenarioOfAddress(): Scenario {
  return scenarios[window.location.pathname.split('/')[2]] ?? {};
}
