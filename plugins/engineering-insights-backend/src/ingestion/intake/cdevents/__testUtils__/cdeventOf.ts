/** An event of CDEvents as version 0.5 writes it. */
export function cdeventOf(options: {
  /** `service.deployed` */
  readonly type: string;
  readonly at: string;
  readonly id?: string;
  readonly subjectId: string;
  readonly source?: string;
  readonly content: object;
}) {
  const { type, at, id, subjectId, content, source = '/acme/ci' } = options;
  return {
    context: {
      specversion: '0.5.0',
      id: id ?? `${type} ${subjectId} ${at}`,
      source,
      type: `dev.cdevents.${type}.0.3.0`,
      timestamp: at,
    },
    subject: { id: subjectId, source, content },
  };
}
