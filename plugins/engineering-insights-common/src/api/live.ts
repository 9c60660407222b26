/** What the stream of events tells as `metrics.changed`: the kept values of an entity were calculated anew. */
export interface MetricsChangedEvent {
  readonly entityRef: string;
  /** ISO 8601. */
  readonly calculatedAt: string;
}

/** What the stream of events tells as `reset`: what changed meanwhile is not told one by one, so read anew. */
export interface StreamResetEvent {
  /** The number in `Last-Event-ID` is none of this stream, or more changed since than is told one by one. */
  readonly reason: 'unknownId' | 'tooMany';
}

/** GET /v1/entities/{kind}/{namespace}/{name}/live: by what the portal's signals name an entity. */
export interface LiveKeyAnswer {
  /** The channel of the signals. */
  readonly channel: string;
  /** Of the entity, as `entityKeys` of a message holds it; who may not see the entity cannot know it. */
  readonly key: string;
}
