import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import type { GitSource } from '../GitSource';
import type { OpenRemote } from '../remote/openRemote';
import type { MirrorStore } from './MirrorStore';

/** What is read of which repository. */
export interface MirrorContext {
  readonly source: GitSource;
  readonly store: MirrorStore;
  readonly scope: ScopeRef;
  readonly signal: AbortSignal;
}

/** Where its copy is, and how it is spoken to. */
export interface MirrorPlace extends MirrorContext {
  readonly remote: OpenRemote;
  readonly path: string;
}

/** A copy of a repository as it was when it was opened: commits and tags, and no content of files. */
export interface Mirror {
  readonly path: string;
  /** None where nothing was committed yet. */
  readonly head?: string;
  /** By name, what they point at. */
  readonly tags: ReadonlyMap<string, string>;
  /** Commits whose parents the repository itself does not have. */
  readonly boundary: ReadonlySet<string>;
  /** The output of a git program that reads the copy, and cannot speak to others. */
  stream(args: readonly string[], input?: string): AsyncGenerator<Buffer>;
  /** The commit that a part of a SHA stands for, where it is one alone. */
  complete(abbreviated: string): Promise<string | undefined>;
  /** Whether the copy has a commit. */
  has(commit: string): Promise<boolean>;
  /** Asks the repository for a commit that neither branch nor tag leads to. */
  fetchCommit(commit: string): Promise<boolean>;
}
