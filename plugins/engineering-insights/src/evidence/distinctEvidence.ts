import type { Evidence } from '@sei-platform/plugin-engineering-insights-common';

const NUMBER_IN_TITLE = /\s*\(([#!])(\d+)\)$/;
const NUMBER_IN_URL = /\/(?:pull|pulls|merge_requests|pullrequest)\/(\d+)/;

function plainTitle({ title }: Evidence): string {
  return title.replace(NUMBER_IN_TITLE, '').trim();
}

function pullRequestNumber({ title, url = '' }: Evidence): string | undefined {
  return NUMBER_IN_URL.exec(url)?.[1] ?? NUMBER_IN_TITLE.exec(title)?.[2];
}

function isPullRequest({ url = '' }: Evidence): boolean {
  return NUMBER_IN_URL.test(url);
}

function tellTheSame(one: Evidence, other: Evidence): boolean {
  if (one.kind !== other.kind || plainTitle(one) !== plainTitle(other))
    return false;
  const [first, second] = [pullRequestNumber(one), pullRequestNumber(other)];
  return first === undefined || second === undefined || first === second;
}

function joined(one: Evidence, other: Evidence): Evidence {
  const shown = isPullRequest(other) && !isPullRequest(one) ? other : one;
  return {
    ...shown,
    confidence: Math.max(one.confidence, other.confidence),
  };
}

/**
 * Evidence with a commit and the pull request that brought it told once: by the
 * pull request, where there is the discussion. What is of another number stays apart.
 */
export function distinctEvidence(
  evidence: readonly Evidence[],
): readonly Evidence[] {
  const distinct: Evidence[] = [];
  for (const item of evidence) {
    const index = distinct.findIndex(known => tellTheSame(known, item));
    if (index < 0) distinct.push(item);
    else distinct[index] = joined(distinct[index], item);
  }
  return distinct;
}
