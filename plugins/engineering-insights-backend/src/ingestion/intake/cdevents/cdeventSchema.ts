import { z } from 'zod/v4';

/** A thing of another event: it is of the same source where it names none. */
const reference = z.object({
  id: z.string().min(1),
  source: z.string().nullish(),
});

const text = z.string().nullish();

/** What is read of a CDEvent, from version 0.3 on; a member that its kind does not have is absent. */
export const cdeventSchema = z.object({
  context: z.object({
    id: z.string().min(1),
    source: z.string().min(1),
    /** `dev.cdevents.service.deployed.0.2.0` */
    type: z.string().min(1),
    timestamp: z.iso.datetime({
      offset: true,
      message: 'must be an ISO 8601 instant with a zone',
    }),
  }),
  subject: z.object({
    id: z.string().min(1),
    source: text,
    content: z
      .object({
        environment: reference.nullish(),
        service: reference.nullish(),
        artifactId: text,
        description: text,
        ticketURI: text,
        pipelineName: text,
        taskName: text,
        pipelineRun: reference.nullish(),
        outcome: text,
        url: text,
        uri: text,
        summary: text,
        ticketType: text,
        priority: text,
        labels: z.array(z.string()).nullish(),
      })
      .nullish(),
  }),
});

/** One event of CDEvents. */
export type Cdevent = z.infer<typeof cdeventSchema>;
