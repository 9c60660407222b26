/** Where the most usual source defines what it measures. */
export const measureReference = {
  title: 'SonarQube: Understanding measures and metrics',
  url: 'https://docs.sonarsource.com/sonarqube-server/user-guide/code-metrics/metrics-definition',
} as const;

/** Where others define the qualities that ratings are of. */
export const qualityModelReference = {
  title: 'ISO/IEC 25010: Product quality model',
  url: 'https://www.iso.org/standard/78176.html',
} as const;
