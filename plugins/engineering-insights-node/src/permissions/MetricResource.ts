/** What is read: one metric of an entity, or the entity itself where no metric is named. */
export interface MetricResource {
  /** `component:default/payments` */
  readonly entityRef: string;
  /** In lower case. */
  readonly kind: string;
  /** The groups that own it now. */
  readonly ownerRefs: readonly string[];
  /** The systems that it is a part of now. */
  readonly systemRefs: readonly string[];
  /** `dora.change-lead-time` */
  readonly metricId?: string;
}
