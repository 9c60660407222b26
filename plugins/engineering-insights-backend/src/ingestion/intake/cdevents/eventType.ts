/** What happened to which kind of thing: `service` and `deployed` of `dev.cdevents.service.deployed.0.2.0`. */
export interface EventType {
  readonly subject: string;
  readonly predicate: string;
}

/** Undefined where it is no type of CDEvents. */
export function readEventType(type: string): EventType | undefined {
  const [, subject, predicate] =
    /^dev\.cdevents\.([a-z]+)\.([a-z]+)(?:\.|$)/i.exec(type) ?? [];
  return subject
    ? { subject: subject.toLowerCase(), predicate: predicate.toLowerCase() }
    : undefined;
}
