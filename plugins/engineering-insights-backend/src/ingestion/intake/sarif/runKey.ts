import { hashJson } from '../../hashJson';
import type { SarifRun } from './sarifSchema';

/** Which runs replace each other: those of one tool and category. GitHub compares by the same. */
export function runKey({ tool, automationDetails }: SarifRun): string {
  return hashJson([tool.driver.name, categoryOf(automationDetails?.id)]).slice(
    0,
    16,
  );
}

/** What the stored runs of one key are called. */
export function payloadIdOf(run: { key: string; tool: string }): string {
  return `${run.key}:${run.tool}`.slice(0, 500);
}

/** `automationDetails.id` is a category, a slash, and what names the one run of it. */
function categoryOf(id: string | null | undefined): string {
  const slash = id?.lastIndexOf('/') ?? -1;
  return slash < 0 ? '' : id!.slice(0, slash);
}
