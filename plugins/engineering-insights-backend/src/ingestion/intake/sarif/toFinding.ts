import {
  type FindingFact,
  findingSchema,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Issue } from '../invalidAt';
import { categoryOf } from './categoryOf';
import { identifiersOf } from './identifiersOf';
import { identityOf } from './identityOf';
import { locationOf } from './locationOf';
import { messageOf } from './messageOf';
import { ruleOf } from './ruleOf';
import type { SarifResult, SarifRun } from './sarifSchema';
import { severityOf } from './severityOf';

type Told =
  | { finding: FindingFact }
  | { ignored: string }
  | { invalid: readonly Issue[] };

const TITLE_LENGTH = 500;

/** Makes a finding of a result. What is only told in words, such as the package of an advisory, is not guessed. */
export function toFinding(options: {
  readonly run: SarifRun;
  readonly result: SarifResult;
  readonly key: string;
  readonly at: string;
}): Told {
  const { run, result, key, at } = options;
  if (result.kind && !['fail', 'review', 'open'].includes(result.kind))
    return { ignored: `a result of kind ${result.kind} is no problem` };
  const { id: ruleId, rule } = ruleOf(run, result);
  if (!ruleId)
    return {
      invalid: [
        {
          path: ['ruleId'],
          message: 'must name the rule, here or by ruleIndex',
        },
      ],
    };
  const message = messageOf(result, rule);
  const location = locationOf(run, result);
  const identity = identityOf({
    result,
    ruleId,
    path: location?.path,
    message,
  });
  const state = stateOf(result);
  const identifiers = identifiersOf({ run, result, ruleId, rule });
  const parsed = findingSchema.safeParse({
    kind: 'finding',
    externalId: `sarif:${key}:${identity.slice(0, 32)}`,
    sourceUpdatedAt: at,
    ...(isWebAddress(result.hostedViewerUri) && {
      url: result.hostedViewerUri,
    }),
    tool: run.tool.driver.name,
    rule: ruleId,
    title: titleOf(rule?.shortDescription?.text, rule?.name, message, ruleId),
    ...severityOf(result, rule),
    ...categoryOf({ result, rule, identifiers }),
    state,
    firstSeenAt: result.provenance?.firstDetectionTimeUtc ?? at,
    fixedAt: state === 'fixed' ? at : null,
    location: location ?? null,
    identifiers,
  });
  return parsed.success
    ? { finding: parsed.data }
    : { invalid: parsed.error.issues };
}

function titleOf(...texts: readonly (string | null | undefined)[]): string {
  const title = texts.find(text => text?.trim()) ?? '';
  return title.trim().slice(0, TITLE_LENGTH);
}

/** Absent from the scan is fixed; an accepted suppression, which is one without a status too, dismisses. */
function stateOf({
  baselineState,
  suppressions,
}: SarifResult): FindingFact['state'] {
  if (baselineState === 'absent') return 'fixed';
  const isDismissed = suppressions?.some(
    ({ status }) => (status ?? 'accepted') === 'accepted',
  );
  return isDismissed ? 'dismissed' : 'open';
}

function isWebAddress(uri: string | null | undefined): boolean {
  return /^https?:\/\//.test(uri ?? '') && URL.canParse(uri!);
}
