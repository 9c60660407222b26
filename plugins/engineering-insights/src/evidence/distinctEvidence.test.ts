import type { Evidence } from '@sei-platform/plugin-engineering-insights-common';
import { distinctEvidence } from './distinctEvidence';

function revert(title: string, url?: string, confidence = 0.7): Evidence {
  return { kind: 'revert', confidence, title, url };
}

const TITLE = 'Revert "Show paging of long lists"';
const pullRequest = revert(TITLE, 'https://github.com/acme/ledger/pull/426');
const squashed = revert(
  `${TITLE} (#426)`,
  'https://github.com/acme/ledger/commit/1f2e3d4',
);
const onBranch = revert(TITLE, 'https://github.com/acme/ledger/commit/5a6b7c8');

describe('distinctEvidence', () => {
  it.each([
    ['the commit that it was squashed to', squashed],
    ['the commit on its branch', onBranch],
  ])('tells a revert and %s once, as the pull request', (_, commit) => {
    expect(distinctEvidence([commit, pullRequest])).toEqual([pullRequest]);
    expect(distinctEvidence([pullRequest, commit])).toEqual([pullRequest]);
  });

  it('keeps the higher confidence of the two', () => {
    expect(
      distinctEvidence([{ ...squashed, confidence: 0.9 }, pullRequest]),
    ).toEqual([{ ...pullRequest, confidence: 0.9 }]);
  });

  it('tells two commits of one pull request of GitLab once', () => {
    const merge = revert(
      `${TITLE} (!426)`,
      'https://gitlab.com/acme/ledger/-/merge_requests/426',
    );
    expect(distinctEvidence([onBranch, merge])).toEqual([merge]);
  });

  it('keeps apart what was reverted twice, and what is of another kind or title', () => {
    const again = revert(`${TITLE} (#431)`);
    const other = revert('Revert "Allow expired sessions"');
    const rollback: Evidence = { ...pullRequest, kind: 'rollback' };
    const all = [pullRequest, again, other, rollback];
    expect(distinctEvidence(all)).toEqual(all);
  });
});
