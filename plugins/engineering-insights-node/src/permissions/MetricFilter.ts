/** What a rule asks of a resource, for the database to ask the same: one of the values is the one of the resource. */
export interface MetricFilter {
  readonly key: 'entityRef' | 'kind' | 'ownerRef' | 'systemRef' | 'metricId';
  /** In lower case, but of metrics, where a `*` at the end stands for anything. */
  readonly values: readonly string[];
}
