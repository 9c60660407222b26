/** Whether a commit touches the paths of an entity; `unknown` where its files are not known. */
export type Touch = 'unknown' | 'touches' | 'outside';

/** A commit as claiming needs it. Instants are milliseconds since 1970. */
export interface GraphCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly authoredAt: number;
  readonly actor?: string;
  readonly touch: Touch;
}

const TOUCHES: readonly Touch[] = ['unknown', 'touches', 'outside'];

/** The number of all walks that were made before this graph was loaded. */
export const EARLIER_WALK = 1;

/**
 * The commits of one scope in typed arrays, so that a million of them fit.
 * A commit that was only named as a parent is in it as not known.
 */
export class CommitGraph {
  readonly #numbers = new Map<string, number>();
  readonly #shas: string[] = [];
  readonly #actors: (string | undefined)[] = [undefined];
  #isKnown = new Uint8Array(1_024);
  #claimedBy = new Int32Array(1_024);
  #touch = new Uint8Array(1_024);
  #actor = new Uint8Array(1_024);
  #authoredAt = new Float64Array(1_024);
  #parentsFrom = new Int32Array(1_024);
  #parentCount = new Uint8Array(1_024);
  #parents = new Int32Array(1_024);
  #usedParents = 0;

  /** Adds a commit that is known. */
  add(commit: GraphCommit): void {
    const node = this.#numberOf(commit.sha);
    this.#isKnown[node] = 1;
    this.#touch[node] = TOUCHES.indexOf(commit.touch);
    this.#actor[node] = this.#actorNumber(commit.actor);
    this.#authoredAt[node] = commit.authoredAt;
    const parents = commit.parents.map(parent => this.#numberOf(parent));
    if (this.#usedParents + parents.length > this.#parents.length) {
      this.#parents = grown(this.#parents, Int32Array);
    }
    this.#parentsFrom[node] = this.#usedParents;
    this.#parentCount[node] = parents.length;
    this.#parents.set(parents, this.#usedParents);
    this.#usedParents += parents.length;
  }

  /** Tells that a commit was claimed before; its parents do not have to be known then. */
  markClaimed(sha: string, authoredAt: number): void {
    const node = this.#numberOf(sha);
    this.#authoredAt[node] = authoredAt;
    this.claim(node, EARLIER_WALK);
  }

  /** Walks are numbered from `EARLIER_WALK` + 1 on. */
  claim(node: number, walk: number): void {
    this.#claimedBy[node] = walk;
  }

  find(sha: string): number | undefined {
    return this.#numbers.get(sha);
  }

  /** The number of the walk that claimed it, 0 for none. */
  claimedBy(node: number): number {
    return this.#claimedBy[node];
  }

  isKnown(node: number): boolean {
    return this.#isKnown[node] === 1;
  }

  parentCount(node: number): number {
    return this.#parentCount[node];
  }

  parent(node: number, index: number): number {
    return this.#parents[this.#parentsFrom[node] + index];
  }

  sha(node: number): string {
    return this.#shas[node];
  }

  authoredAt(node: number): number {
    return this.#authoredAt[node];
  }

  actor(node: number): string | undefined {
    return this.#actors[this.#actor[node]];
  }

  touch(node: number): Touch {
    return TOUCHES[this.#touch[node]];
  }

  #numberOf(sha: string): number {
    const known = this.#numbers.get(sha);
    if (known !== undefined) return known;
    const node = this.#shas.length;
    this.#numbers.set(sha, node);
    this.#shas.push(sha);
    if (node >= this.#isKnown.length) this.#grow();
    return node;
  }

  #actorNumber(actor: string | undefined): number {
    const known = this.#actors.indexOf(actor);
    return known >= 0 ? known : this.#actors.push(actor) - 1;
  }

  #grow(): void {
    this.#isKnown = grown(this.#isKnown, Uint8Array);
    this.#claimedBy = grown(this.#claimedBy, Int32Array);
    this.#touch = grown(this.#touch, Uint8Array);
    this.#actor = grown(this.#actor, Uint8Array);
    this.#authoredAt = grown(this.#authoredAt, Float64Array);
    this.#parentsFrom = grown(this.#parentsFrom, Int32Array);
    this.#parentCount = grown(this.#parentCount, Uint8Array);
  }
}

function grown<T extends Uint8Array | Int32Array | Float64Array>(
  array: T,
  ArrayType: new (length: number) => T,
): T {
  // At most 64 parents per commit are stored, so doubling always makes room.
  const larger = new ArrayType(array.length * 2);
  larger.set(array);
  return larger;
}
