import type { DoctorTrial } from '@sei-platform/plugin-engineering-insights-common';

/** How a rule stands in an address; undefined where there is none. */
export function trialText({
  annotations = {},
  policy,
}: DoctorTrial): string | undefined {
  const trial = {
    ...(Object.keys(annotations).length > 0 && { annotations }),
    ...(policy && { policy }),
  };
  return Object.keys(trial).length > 0 ? JSON.stringify(trial) : undefined;
}
