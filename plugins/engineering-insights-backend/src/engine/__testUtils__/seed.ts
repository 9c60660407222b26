import type { Knex } from 'knex';

/** Writes rows of the layers below the engine, with defaults for what a test does not care about. */
export class Seed {
  #serial = 0;

  constructor(readonly knex: Knex) {}

  async #insert(table: string, row: object): Promise<number> {
    const [{ id }] = await this.knex(table).insert(row).returning('id');
    return Number(id);
  }

  async entity(options: {
    name: string;
    kind?: string;
    settings?: object;
  }): Promise<number> {
    const kind = options.kind ?? 'component';
    return this.#insert('entities', {
      ref: `${kind}:default/${options.name}`,
      kind,
      title: options.name,
      annotations_hash: '',
      settings: JSON.stringify(options.settings ?? {}),
    });
  }

  async owns(options: {
    parentId: number;
    entityId: number;
    relation: string;
    from?: string;
    to?: string;
  }): Promise<void> {
    await this.knex('ownerships').insert({
      entity_id: options.entityId,
      parent_id: options.parentId,
      relation: options.relation,
      from_at: options.from ?? '-infinity',
      to_at: options.to ?? 'infinity',
    });
  }

  async scope(options: {
    entityIds: readonly number[];
    name: string;
    paths?: string[];
  }): Promise<number> {
    const scopeId = await this.#insert('scopes', {
      source: 'github',
      origin: 'https://github.com',
      external_id: options.name,
      title: options.name,
    });
    for (const entityId of options.entityIds) {
      await this.knex('entity_scopes').insert({
        entity_id: entityId,
        scope_id: scopeId,
        bound_by: 'catalog',
        paths: options.paths ?? null,
      });
    }
    return scopeId;
  }

  async stream(options: {
    scopeId: number;
    name?: string;
    produces?: readonly string[];
    coveredFrom?: string;
    lastSuccessAt?: string;
    isHistoryDone?: boolean;
    lastError?: { name: string; message: string };
  }): Promise<number> {
    return this.#insert('streams', {
      scope_id: options.scopeId,
      name: options.name ?? 'pull-requests',
      produces: options.produces ?? null,
      covered_from: options.coveredFrom ?? null,
      covered_to: options.lastSuccessAt ?? null,
      last_success_at: options.lastSuccessAt ?? null,
      is_history_done: options.isHistoryDone ?? true,
      last_error: options.lastError ? JSON.stringify(options.lastError) : null,
    });
  }

  /** Puts a derivation of the policy in force. */
  async derivation(options: {
    entityId: number;
    policy?: object;
  }): Promise<number> {
    this.#serial += 1;
    const policyVersionId = await this.#insert('policy_versions', {
      name: 'default',
      policy_hash: `hash ${this.#serial}`,
      policy: JSON.stringify(options.policy ?? {}),
    });
    const derivationId = await this.#insert('derivations', {
      entity_id: options.entityId,
      policy_version_id: policyVersionId,
      set_by: 'configuration',
    });
    await this.knex('entities')
      .where({ id: options.entityId })
      .update({ derivation_id: derivationId });
    return derivationId;
  }

  async rollout(options: {
    derivationId: number;
    scopeId: number;
    finishedAt: string;
    key?: string;
    sha?: string | null;
    isRollback?: boolean;
    noChangeReason?: string;
    environment?: string;
    isProduction?: boolean;
  }): Promise<number> {
    this.#serial += 1;
    const externalId = options.key ?? `d-${this.#serial}`;
    const sha = options.sha === undefined ? `sha-${externalId}` : options.sha;
    const rolloutId = await this.#insert('rollouts', {
      derivation_id: options.derivationId,
      rollout_key: `${options.scopeId}:deployment:${externalId}`,
      sha,
      started_at: options.finishedAt,
      finished_at: options.finishedAt,
      last_finished_at: options.finishedAt,
      environment_count: 1,
      is_rollback: options.isRollback ?? false,
      change_count: 0,
      no_change_reason: options.noChangeReason ?? null,
    });
    await this.deployment({ ...options, externalId, sha, rolloutId });
    return rolloutId;
  }

  async deployment(options: {
    derivationId: number;
    scopeId: number;
    externalId: string;
    finishedAt: string;
    sha?: string | null;
    rolloutId?: number;
    environment?: string;
    isProduction?: boolean;
  }): Promise<number> {
    return this.#insert('deployments', {
      derivation_id: options.derivationId,
      scope_id: options.scopeId,
      fact_kind: 'deployment',
      external_id: options.externalId,
      environment: options.environment ?? 'production',
      is_production: options.isProduction ?? true,
      sha: options.sha ?? null,
      revision_status: options.sha ? 'resolved' : 'absent',
      finished_at: options.finishedAt,
      outcome: 'success',
      is_rollback: false,
      is_unplanned: false,
      rollout_id: options.rolloutId ?? null,
      url: `https://github.com/deployments/${options.externalId}`,
    });
  }

  async change(options: {
    derivationId: number;
    scopeId: number;
    rolloutId: number;
    sha: string;
    startedAt: string;
    finishedAt: string;
    actor?: string;
    excludedReason?: string;
    pullRequestId?: number;
  }): Promise<void> {
    await this.knex('deployment_commits').insert({
      derivation_id: options.derivationId,
      scope_id: options.scopeId,
      sha: options.sha,
      rollout_id: options.rolloutId,
      pull_request_id: options.pullRequestId ?? null,
      is_original: false,
      started_at: options.startedAt,
      finished_at: options.finishedAt,
      actor: options.actor ?? 'human',
      excluded_reason: options.excludedReason ?? null,
    });
  }

  async failure(options: {
    derivationId: number;
    rolloutId: number;
    failedAt: string;
    recoveredAt?: string;
    isCounted?: boolean;
    isMarkedByHand?: boolean;
    remediatedBy?: number;
  }): Promise<void> {
    await this.knex('failures').insert({
      derivation_id: options.derivationId,
      rollout_id: options.rolloutId,
      failed_at: options.failedAt,
      confidence: 0.9,
      is_counted: options.isCounted ?? true,
      evidence: JSON.stringify([
        { kind: 'rollback', confidence: 0.9, title: 'Rolled back' },
      ]),
      is_marked_by_hand: options.isMarkedByHand ?? false,
      recovered_at: options.recoveredAt ?? null,
      recovered_by: options.recoveredAt ? 'incident' : null,
    });
    if (options.remediatedBy !== undefined) {
      await this.knex('remediations').insert({
        derivation_id: options.derivationId,
        rollout_id: options.remediatedBy,
        failed_rollout_id: options.rolloutId,
        kind: 'rollback',
        confidence: 0.9,
      });
    }
  }

  async pullRequest(options: {
    scopeId: number;
    number: number;
    /** Neither this nor closed: open. */
    mergedAt?: string;
    closedAt?: string;
    createdAt: string;
    firstCommitAt?: string;
    readyForReviewAt?: string;
    isDraft?: boolean;
    authorKey?: string | null;
    authorActor?: string;
    additions?: number;
    deletions?: number;
    files?: readonly string[] | null;
  }): Promise<number> {
    return this.#insert('pull_requests', {
      scope_id: options.scopeId,
      external_id: String(options.number),
      source_updated_at:
        options.mergedAt ?? options.closedAt ?? options.createdAt,
      number: options.number,
      title: `Change ${options.number}`,
      url: `https://github.com/pull/${options.number}`,
      state: options.mergedAt
        ? 'merged'
        : (options.closedAt && 'closed') ?? 'open',
      is_draft: options.isDraft ?? false,
      author_key:
        options.authorKey === undefined ? 'author' : options.authorKey,
      author_actor: options.authorActor ?? 'human',
      created_at: options.createdAt,
      ready_for_review_at: options.readyForReviewAt ?? null,
      merged_at: options.mergedAt ?? null,
      closed_at: options.closedAt ?? options.mergedAt ?? null,
      additions: options.additions ?? null,
      deletions: options.deletions ?? null,
      commits: options.firstCommitAt
        ? JSON.stringify([
            {
              sha: 'a1',
              authoredAt: options.firstCommitAt,
              committedAt: options.firstCommitAt,
            },
          ])
        : null,
      files: options.files
        ? JSON.stringify(options.files.map(path => ({ path })))
        : null,
    });
  }

  async review(options: {
    scopeId: number;
    number: number;
    submittedAt: string;
    state?: string;
    reviewerKey?: string | null;
    reviewerActor?: string;
  }): Promise<void> {
    this.#serial += 1;
    await this.#insert('reviews', {
      scope_id: options.scopeId,
      external_id: `review-${this.#serial}`,
      source_updated_at: options.submittedAt,
      pull_request_external_id: String(options.number),
      reviewer_key:
        options.reviewerKey === undefined ? 'reviewer' : options.reviewerKey,
      reviewer_actor: options.reviewerActor ?? 'human',
      state: options.state ?? 'approved',
      submitted_at: options.submittedAt,
    });
  }

  /** An open vulnerability of high severity unless said otherwise. */
  async finding(options: {
    scopeId: number;
    id: string;
    firstSeenAt: string;
    severity?: string;
    category?: string | null;
    identifiers?: readonly string[];
    state?: 'open' | 'fixed' | 'dismissed';
    fixedAt?: string;
    dismissedAt?: string;
    /** When its source last told of a change. */
    changedAt?: string;
    path?: string;
  }): Promise<void> {
    await this.#insert('findings', {
      scope_id: options.scopeId,
      external_id: options.id,
      source_updated_at: options.changedAt ?? options.firstSeenAt,
      tool: 'CodeQL',
      rule: 'js/sql-injection',
      title: `Finding ${options.id}`,
      severity: options.severity ?? 'high',
      category:
        options.category === undefined ? 'vulnerability' : options.category,
      identifiers: options.identifiers ?? null,
      state: options.state ?? 'open',
      first_seen_at: options.firstSeenAt,
      fixed_at: options.fixedAt ?? null,
      dismissed_at: options.dismissedAt ?? null,
      location: options.path ? JSON.stringify({ path: options.path }) : null,
    });
  }

  async qualityMeasure(options: {
    scopeId: number;
    measure: string;
    value: number;
    measuredAt: string;
  }): Promise<void> {
    const { scopeId, measure, value, measuredAt } = options;
    await this.#insert('quality_measures', {
      scope_id: scopeId,
      external_id: `${measuredAt} ${measure}`,
      source_updated_at: measuredAt,
      measure,
      value,
      measured_at: measuredAt,
    });
  }

  async pullRequestDeployment(options: {
    derivationId: number;
    pullRequestId: number;
    rolloutId: number;
    finishedAt: string;
    isContributing?: boolean;
  }): Promise<void> {
    await this.knex('deployment_pull_requests').insert({
      derivation_id: options.derivationId,
      pull_request_id: options.pullRequestId,
      rollout_id: options.rolloutId,
      finished_at: options.finishedAt,
      is_contributing: options.isContributing ?? true,
    });
  }
}
