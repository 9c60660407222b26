import type { JsonValue } from '@backstage/types';
import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { instantSchema } from '../instants';
import { identifiersOf } from './identifiersOf';
import { locationOf } from './locationOf';
import { severityOf } from './severityOf';

const hotspotSchema = z.object({
  key: z.string(),
  project: z.string(),
  component: z.string(),
  securityCategory: z.string(),
  /** Since 9.7. */
  ruleKey: z.string().nullish(),
  vulnerabilityProbability: z.string(),
  status: z.string(),
  resolution: z.string().nullish(),
  line: z.number().nullish(),
  message: z.string().default(''),
  creationDate: instantSchema,
});
type Hotspot = z.infer<typeof hotspotSchema>;
type State = FindingFact['state'];

const itemSchema = z.object({
  hotspot: hotspotSchema,
  /** The analysis that did not find it any more. */
  goneAt: instantSchema.optional(),
  /** When a person said that it is fixed. */
  fixedAt: instantSchema.optional(),
});

const BY_RESOLUTION: Readonly<Record<string, State | undefined>> = {
  FIXED: 'fixed',
  SAFE: 'dismissed',
  EXCEPTION: 'dismissed',
  // A risk that is known, and still there.
  ACKNOWLEDGED: 'open',
};

/** Makes a finding of a security hotspot; `siteUrl` is where people see it. */
export function normalizeHotspot(
  item: JsonValue,
  { siteUrl }: { siteUrl: string },
): NormalizeResult {
  return parseItem(itemSchema, item, ({ hotspot, goneAt, fixedAt }) => {
    const state = goneAt ? 'fixed' : stateOf(hotspot);
    if (!state) {
      return {
        result: 'invalid',
        reason: `hotspot.status: ${[hotspot.status, hotspot.resolution]
          .filter(Boolean)
          .join(' ')} is not known`,
      };
    }
    const rule = hotspot.ruleKey ?? hotspot.securityCategory;
    const fact: FindingFact = {
      kind: 'finding',
      externalId: hotspot.key,
      url: `${siteUrl}/security_hotspots?${new URLSearchParams({
        id: hotspot.project,
        hotspots: hotspot.key,
      })}`,
      tool: 'SonarQube',
      rule,
      title: hotspot.message,
      ...severityOf({ severity: hotspot.vulnerabilityProbability }),
      category: 'hotspot',
      sourceCategory: hotspot.securityCategory,
      state,
      firstSeenAt: hotspot.creationDate,
      fixedAt: state === 'fixed' ? goneAt ?? fixedAt : null,
      location: locationOf(hotspot),
      identifiers: identifiersOf({ rule, message: hotspot.message }),
    };
    return { result: 'ok', facts: [fact] };
  });
}

function stateOf({ status, resolution }: Hotspot): State | undefined {
  if (status === 'TO_REVIEW') return 'open';
  return status === 'REVIEWED' ? BY_RESOLUTION[resolution ?? ''] : undefined;
}
