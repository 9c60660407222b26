import { createRandom } from '../random';
import { DAY } from '../time';

export type FindingSeverity = 'low' | 'medium' | 'high' | 'critical';

/** Something that was found to be wrong with a package. */
export interface Vulnerability {
  /** `SNYK-JS-EXPRESS-6219984` */
  readonly id: string;
  readonly cve?: string;
  readonly cwe: string;
  readonly title: string;
  readonly package: string;
  readonly severity: FindingSeverity;
  readonly disclosedAt: number;
}

const PERIOD = 30 * DAY;
/** How often something is found in a package within a period. */
const CHANCE = 0.2;
const KINDS = [
  { cwe: 'CWE-400', title: 'Denial of Service (DoS)' },
  {
    cwe: 'CWE-1333',
    title: 'Regular Expression Denial of Service (ReDoS)',
  },
  { cwe: 'CWE-1321', title: 'Prototype Pollution' },
  { cwe: 'CWE-444', title: 'HTTP Request Smuggling' },
  { cwe: 'CWE-22', title: 'Directory Traversal' },
  { cwe: 'CWE-79', title: 'Cross-site Scripting (XSS)' },
  { cwe: 'CWE-200', title: 'Information Exposure' },
] as const;
const SEVERITIES = [
  'low',
  'medium',
  'medium',
  'medium',
  'high',
  'high',
  'critical',
] as const;

/** What becomes known of a package between two instants, whoever depends on it. */
export function vulnerabilitiesOf(
  packageName: string,
  { from, to }: { from: number; to: number },
): Vulnerability[] {
  const found: Vulnerability[] = [];
  for (let period = Math.floor(from / PERIOD); period * PERIOD < to; period++) {
    const random = createRandom('vulnerability', packageName, period);
    const isFound = random.chance(CHANCE);
    const disclosedAt = period * PERIOD + random.integer(0, PERIOD - 1);
    if (!isFound || disclosedAt < from || disclosedAt >= to) continue;
    const year = new Date(disclosedAt * 1000).getUTCFullYear();
    const number = random.integer(1_000, 69_999);
    found.push({
      id: `SNYK-${keyOf(packageName)}-${random.integer(1e6, 1e7 - 1)}`,
      // Some are never listed elsewhere.
      ...(random.chance(0.8) && { cve: `CVE-${year}-${number}` }),
      ...random.pick(KINDS),
      package: packageName,
      severity: random.pick(SEVERITIES),
      disclosedAt,
    });
  }
  return found;
}

/** `JAVA-COMFASTERXMLJACKSONCORE`, of a package the group that it belongs to. */
function keyOf(packageName: string): string {
  const [group, artifact] = packageName.split(':');
  const name = group.replace(/[^a-z]/gi, '').toUpperCase();
  return artifact ? `JAVA-${name}` : `JS-${name}`;
}
