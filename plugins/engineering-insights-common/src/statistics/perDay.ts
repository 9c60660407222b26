/**
 * Events per covered day, days without any included. Over no covered day it is
 * undefined, never 0.
 *
 * @see https://dora.dev/guides/dora-metrics/ deployment frequency: deployments over a period
 */
export function perDay(count: number, coveredDays: number): number | undefined {
  return coveredDays > 0 ? count / coveredDays : undefined;
}
