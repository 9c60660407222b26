export type IssueType = 'BUG' | 'VULNERABILITY' | 'CODE_SMELL';
export type Severity = 'BLOCKER' | 'CRITICAL' | 'MAJOR' | 'MINOR' | 'INFO';

/** A rule of the profile that every project is analysed with. */
export interface IssueRule {
  /** Behind the language's name. */
  readonly key: string;
  readonly type: IssueType;
  readonly severity: Severity;
  readonly impact: {
    readonly softwareQuality: 'RELIABILITY' | 'SECURITY' | 'MAINTAINABILITY';
    readonly severity: 'BLOCKER' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';
  };
  readonly cleanCodeAttribute: string;
  readonly message: string;
  readonly minutes: number;
  readonly tags: readonly string[];
  /** How often it is broken, against the others. */
  readonly weight: number;
}

export interface HotspotRule {
  readonly key: string;
  readonly securityCategory: string;
  readonly vulnerabilityProbability: 'HIGH' | 'MEDIUM' | 'LOW';
  readonly message: string;
}

function smell(
  key: string,
  severity: 'CRITICAL' | 'MAJOR' | 'MINOR' | 'INFO',
  rest: Pick<IssueRule, 'message' | 'minutes' | 'weight'>,
): IssueRule {
  const impacts = {
    CRITICAL: 'HIGH',
    MAJOR: 'MEDIUM',
    MINOR: 'LOW',
    INFO: 'INFO',
  } as const;
  return {
    key,
    type: 'CODE_SMELL',
    severity,
    impact: {
      softwareQuality: 'MAINTAINABILITY',
      severity: impacts[severity],
    },
    cleanCodeAttribute: 'CLEAR',
    tags: ['brain-overload'],
    ...rest,
  };
}

export const ISSUE_RULES: readonly IssueRule[] = [
  smell('S3776', 'CRITICAL', {
    message: 'This function is too complex to be understood at once.',
    minutes: 25,
    weight: 5,
  }),
  smell('S1481', 'MINOR', {
    message: 'This local variable is not used.',
    minutes: 5,
    weight: 8,
  }),
  smell('S1192', 'MAJOR', {
    message: 'Say this text once, and give it a name.',
    minutes: 10,
    weight: 7,
  }),
  smell('S1135', 'INFO', {
    message: 'Do what this comment says is still to be done.',
    minutes: 0,
    weight: 4,
  }),
  {
    key: 'S2259',
    type: 'BUG',
    severity: 'MAJOR',
    impact: { softwareQuality: 'RELIABILITY', severity: 'MEDIUM' },
    cleanCodeAttribute: 'LOGICAL',
    message: 'This may be nothing where it is read.',
    minutes: 10,
    tags: ['cwe', 'cwe-476'],
    weight: 3,
  },
  {
    key: 'S2189',
    type: 'BUG',
    severity: 'BLOCKER',
    impact: { softwareQuality: 'RELIABILITY', severity: 'BLOCKER' },
    cleanCodeAttribute: 'LOGICAL',
    message: 'This loop has no end.',
    minutes: 15,
    tags: ['cwe', 'cwe-835'],
    weight: 0.4,
  },
  {
    key: 'S5131',
    type: 'VULNERABILITY',
    severity: 'BLOCKER',
    impact: { softwareQuality: 'SECURITY', severity: 'BLOCKER' },
    cleanCodeAttribute: 'COMPLETE',
    message: 'What a user sent is written to the page as it is.',
    minutes: 30,
    tags: ['cwe', 'cwe-79', 'owasp-a3'],
    weight: 0.5,
  },
  {
    key: 'S4830',
    type: 'VULNERABILITY',
    severity: 'CRITICAL',
    impact: { softwareQuality: 'SECURITY', severity: 'HIGH' },
    cleanCodeAttribute: 'TRUSTWORTHY',
    message: 'The certificate of the server is not checked here.',
    minutes: 5,
    tags: ['cwe', 'cwe-295'],
    weight: 0.6,
  },
];

export const HOTSPOT_RULES: readonly HotspotRule[] = [
  {
    key: 'S2068',
    securityCategory: 'auth',
    vulnerabilityProbability: 'HIGH',
    message: 'Make sure that this is no password.',
  },
  {
    key: 'S2077',
    securityCategory: 'sql-injection',
    vulnerabilityProbability: 'HIGH',
    message: 'Make sure that nothing of a user is in this query.',
  },
  {
    key: 'S5852',
    securityCategory: 'dos',
    vulnerabilityProbability: 'MEDIUM',
    message: 'Make sure that this expression ends on every text.',
  },
  {
    key: 'S1313',
    securityCategory: 'others',
    vulnerabilityProbability: 'LOW',
    message: 'Make sure that this address may stand in the code.',
  },
];

/** How SonarQube names the rules of a language. */
export const RULE_REPOSITORIES: Readonly<Record<string, string>> = {
  TypeScript: 'typescript',
  Go: 'go',
  Java: 'java',
  Python: 'python',
};
