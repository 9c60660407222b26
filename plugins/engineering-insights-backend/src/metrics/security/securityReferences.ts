/** Where others define how severe a finding is. */
export const severityReference = {
  title: 'FIRST: Common Vulnerability Scoring System',
  url: 'https://www.first.org/cvss/',
} as const;

/** Where others define how remediation is planned and measured. */
export const remediationReference = {
  title: 'NIST SP 800-40 Rev. 4: Guide to Enterprise Patch Management Planning',
  url: 'https://doi.org/10.6028/NIST.SP.800-40r4',
} as const;
