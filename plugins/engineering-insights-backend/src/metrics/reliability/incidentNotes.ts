/** What every metric of incidents says alike. */
export const WHAT_IS_AN_INCIDENT =
  'An incident is what a connected source calls one, or an issue that the delivery policy takes for one.';

export const OF_ANOTHER = 'Incidents that name another component than this one';

export const INCIDENT_BLIND_SPOTS = [
  'Problems that nobody made an incident of',
  'Incidents of a shared source that name no component: they count for each that reads it, and once for their team or system',
] as const;
