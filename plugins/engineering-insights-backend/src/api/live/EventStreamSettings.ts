export interface EventStreamSettings {
  /** Between comments that keep proxies from taking the stream for dead. */
  readonly heartbeatMilliseconds: number;
  /** A client that reads nothing for so long is closed. */
  readonly drainMilliseconds: number;
  /** Streams that one caller may have in one process. */
  readonly mostPerCaller: number;
}

/** Proxies cut what is silent for 30 to 60 seconds, as a rule. */
export const EVENT_STREAM_SETTINGS: EventStreamSettings = {
  heartbeatMilliseconds: 25_000,
  drainMilliseconds: 30_000,
  mostPerCaller: 10,
};
