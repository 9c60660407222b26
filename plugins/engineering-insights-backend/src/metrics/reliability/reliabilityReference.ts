/** What an incident is, and why its numbers tell little by themselves. */
export const incidentReference = {
  title: "Google's Site Reliability Workbook: incident response",
  url: 'https://sre.google/workbook/incident-response/',
} as const;

/** Why few incidents make an uncertain median. */
export const incidentMetricsReference = {
  title: 'Incident Metrics in SRE, by Štěpán Davidovič',
  url: 'https://sre.google/resources/practices-and-processes/incident-metrics-in-sre/',
} as const;
