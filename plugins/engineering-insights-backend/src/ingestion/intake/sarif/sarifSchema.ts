import { z } from 'zod/v4';

const text = z.string();
const index = z.int().nullish();
const message = z.object({
  text: text.nullish(),
  id: text.nullish(),
  arguments: z.array(text).nullish(),
});
const toolComponentReference = z.object({ name: text.nullish(), index });
const level = z.enum(['none', 'note', 'warning', 'error']);
const instant = z.iso.datetime({
  offset: true,
  message: 'must be an ISO 8601 instant with a zone',
});

// What scanners agree on beyond the standard.
const properties = z
  .object({
    tags: z.array(text).nullish(),
    'security-severity': z.union([text, z.number()]).nullish(),
    cwe: z.union([text, z.array(text)]).nullish(),
  })
  .nullish();

const ruleSchema = z.object({
  id: text,
  name: text.nullish(),
  shortDescription: message.nullish(),
  messageStrings: z.record(text, message).nullish(),
  defaultConfiguration: z.object({ level: level.nullish() }).nullish(),
  relationships: z
    .array(
      z.object({
        target: z.object({
          id: text.nullish(),
          toolComponent: toolComponentReference.nullish(),
        }),
      }),
    )
    .nullish(),
  properties,
});

const componentSchema = z.object({
  name: text,
  rules: z.array(ruleSchema).nullish(),
  taxa: z.array(z.object({ id: text })).nullish(),
});

const artifactLocationSchema = z.object({
  uri: text.nullish(),
  uriBaseId: text.nullish(),
  index,
});

/** One result of a run: what is read of it, and no snippet of anybody's code. */
export const resultSchema = z.object({
  ruleId: text.nullish(),
  ruleIndex: index,
  rule: z
    .object({
      id: text.nullish(),
      index,
      toolComponent: toolComponentReference.nullish(),
    })
    .nullish(),
  kind: z
    .enum(['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'])
    .nullish(),
  level: level.nullish(),
  message,
  locations: z
    .array(
      z.object({
        physicalLocation: z
          .object({
            artifactLocation: artifactLocationSchema.nullish(),
            region: z.object({ startLine: z.int().nullish() }).nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
  correlationGuid: text.nullish(),
  fingerprints: z.record(text, text).nullish(),
  partialFingerprints: z.record(text, text).nullish(),
  suppressions: z
    .array(
      z.object({
        status: z.enum(['accepted', 'underReview', 'rejected']).nullish(),
      }),
    )
    .nullish(),
  baselineState: z.enum(['new', 'unchanged', 'updated', 'absent']).nullish(),
  provenance: z.object({ firstDetectionTimeUtc: instant.nullish() }).nullish(),
  taxa: z
    .array(
      z.object({
        id: text.nullish(),
        toolComponent: toolComponentReference.nullish(),
      }),
    )
    .nullish(),
  hostedViewerUri: text.nullish(),
  properties,
});

/** One run of a scanner, its results still unread. */
export const runSchema = z.object({
  tool: z.object({
    driver: componentSchema,
    extensions: z.array(componentSchema).nullish(),
  }),
  automationDetails: z.object({ id: text.nullish() }).nullish(),
  invocations: z
    .array(
      z.object({
        executionSuccessful: z.boolean(),
        startTimeUtc: instant.nullish(),
        endTimeUtc: instant.nullish(),
      }),
    )
    .nullish(),
  originalUriBaseIds: z.record(text, artifactLocationSchema).nullish(),
  artifacts: z
    .array(z.object({ location: artifactLocationSchema.nullish() }))
    .nullish(),
  taxonomies: z.array(z.object({ name: text })).nullish(),
  /** Absent or null where the run looked for nothing. */
  results: z.array(z.unknown()).nullish(),
});

/** A run as it is sent and stored, with the word of the sender on whether it is whole. */
export const sarifItemSchema = z.object({
  run: runSchema,
  isComplete: z.boolean().nullish(),
});

export type SarifRun = z.infer<typeof runSchema>;
export type SarifResult = z.infer<typeof resultSchema>;
export type SarifRule = z.infer<typeof ruleSchema>;
