/** An incident as judging needs it. Instants are milliseconds since 1970. */
export interface Incident {
  readonly id: string;
  readonly factKind: 'incident' | 'issue';
  readonly scopeId: number;
  readonly externalId: string;
  readonly title: string;
  readonly url?: string;
  readonly openedAt: number;
  readonly resolvedAt?: number;
  /** Also where it is not known since when. */
  readonly isResolved: boolean;
  /** Whose it is: the entity's; another's that it names; or nobody's, where several entities share its scope and it names none. */
  readonly isOf: 'entity' | 'another' | 'nobody';
  /** It names what caused it; the rollout's index where it is one of the entity. */
  readonly named?: { readonly rollout?: number };
  /** The source or a person says that no change caused it. */
  readonly isNotCausedByChange: boolean;
}
