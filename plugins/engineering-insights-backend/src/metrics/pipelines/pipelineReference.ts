/** Where others define pipeline runs and their results. */
export const pipelineReference = {
  title: 'OpenTelemetry semantic conventions for CI/CD metrics',
  url: 'https://opentelemetry.io/docs/specs/semconv/cicd/cicd-metrics/',
} as const;

/** Why it matters that pipelines are fast and repaired at once. */
export const continuousIntegrationReference = {
  title: "DORA's capability of continuous integration",
  url: 'https://dora.dev/capabilities/continuous-integration/',
} as const;
