const MINUTE = 60_000;

/** Begun minutes count as whole ones. */
export const minutesUp = (from: number, to: number) =>
  Math.ceil((to - from) / MINUTE);

/** Begun minutes do not count. */
export const minutesDown = (from: number, to: number) =>
  Math.floor((to - from) / MINUTE);

/** `386.1`, a half rounded up. */
export const hours = (minutes: number) =>
  (Math.round(minutes / 6) / 10).toFixed(1);

/** `789.7667` */
export const exactHours = (minutes: number) => (minutes / 60).toFixed(4);

/** `20.0%` */
export const percent = (rate: number) =>
  `${(Math.round(rate * 1_000) / 10).toFixed(1)}%`;
