/** `main` of `refs/heads/main`; `pull/12/merge` of the merge that a pull request is built as; `v1` of `refs/tags/v1`. */
export function branchOf(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '').replace(/^refs\//, '');
}
