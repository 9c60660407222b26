/** Where others define the events between which the phases lie. */
export const pullRequestReference = {
  title: 'OpenTelemetry semantic conventions for version control metrics',
  url: 'https://opentelemetry.io/docs/specs/semconv/cicd/cicd-metrics/',
} as const;
