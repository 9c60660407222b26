import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import {
  type Fact,
  factSchema,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  NormalizeResult,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';

/** An item as it is stored: scrubbed, and identified. */
export interface StoredItem {
  readonly externalId: string;
  readonly updatedAt?: string;
  readonly body: JsonValue;
  /** When the item was first received as it is. */
  readonly observedAt: string;
}

export interface NormalizedItems {
  readonly facts: Fact[];
  readonly ignoredCount: number;
  readonly invalid: readonly {
    readonly externalId: string;
    readonly reason: string;
  }[];
}

/**
 * Makes facts of stored items. An item that is not as expected is counted and
 * never stops the others; its payload is kept, so replaying can mend it.
 */
export function normalizeItems(options: {
  readonly stream: Stream;
  readonly items: readonly StoredItem[];
}): NormalizedItems {
  const { stream, items } = options;
  const facts: Fact[] = [];
  const invalid: { externalId: string; reason: string }[] = [];
  let ignoredCount = 0;
  for (const item of items) {
    const result = normalizeItem(stream, item);
    if (result.result === 'ok') facts.push(...result.facts);
    else if (result.result === 'ignored') ignoredCount += 1;
    else invalid.push({ externalId: item.externalId, reason: result.reason });
  }
  return { facts, ignoredCount, invalid };
}

/** Tells the operator which items were not as expected, the first few of them. */
export function logInvalidItems(options: {
  readonly logger: LoggerService;
  readonly where: string;
  readonly invalid: NormalizedItems['invalid'];
}): void {
  const { logger, where, invalid } = options;
  if (invalid.length === 0) return;
  const examples = invalid
    .slice(0, 3)
    .map(item => `${item.externalId}: ${item.reason}`);
  logger.warn(
    `${
      invalid.length
    } items of ${where} were not as expected and count as invalid; their payloads are kept. ${examples.join(
      '; ',
    )}`,
  );
}

function normalizeItem(stream: Stream, item: StoredItem): NormalizeResult {
  let result: NormalizeResult;
  try {
    result = stream.normalize(item.body);
  } catch (error) {
    return {
      result: 'invalid',
      reason: `normalize failed with ${stringifyError(error)}`,
    };
  }
  if (result.result !== 'ok') return result;
  const facts: Fact[] = [];
  for (const fact of result.facts) {
    if (!stream.produces.includes(fact.kind)) {
      return {
        result: 'invalid',
        reason: `the stream does not declare that it produces facts of kind ${fact.kind}`,
      };
    }
    const parsed = factSchema.safeParse(fact);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return {
        result: 'invalid',
        reason: `${fact.kind}.${issue.path.join('.')} ${issue.message}`,
      };
    }
    facts.push({
      ...parsed.data,
      sourceUpdatedAt:
        parsed.data.sourceUpdatedAt ?? item.updatedAt ?? item.observedAt,
    });
  }
  return { result: 'ok', facts };
}
