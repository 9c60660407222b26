import type { Clock } from '@sei-platform/plugin-engineering-insights-common';
import { createContext, useContext } from 'react';

const ClockContext = createContext<Clock>('elapsed');

/** Says by which clock the durations inside were measured, so that they are told in its words. */
export const ClockProvider = ClockContext.Provider;

export function useClock(): Clock {
  return useContext(ClockContext);
}
