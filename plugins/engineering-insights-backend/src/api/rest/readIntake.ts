import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod/v4';
import type { Intake } from '../../ingestion/intake/Intake';
import { InvalidRequestError } from '../../service/InvalidRequestError';
import { readCloudEvents } from './readCloudEvents';

const entityRef = z
  .string()
  .min(1)
  .max(800)
  .optional()
  .describe('The entity that reads the scope: component:default/payments.');
const scope = z
  .string()
  .min(1)
  .max(500)
  .optional()
  .describe('The place that the facts belong to: acme/payments.');

/** Parts are checked one by one, so that valid facts of a batch are kept. */
export const factsBody = z.object({
  entityRef,
  scope,
  facts: z
    .array(z.unknown())
    .max(5_000)
    .describe('Facts; each as #/components/schemas/Fact.'),
});

/** A report of a scanner. */
export const sarifBody = z
  .object({
    version: z.literal('2.1.0', { message: 'must be "2.1.0"' }),
    runs: z
      .array(z.unknown())
      .max(20)
      .describe('The runs of one or more scanners, as SARIF 2.1.0 says.'),
  })
  .describe('A SARIF 2.1.0 log.');

/** Where a body belongs that cannot say so itself. */
export const intakeQuery = z.object({
  entityRef,
  scope,
  complete: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      'Of SARIF: whether the report looked at everything, so that what it does not name is fixed. Without it the report must say that its run was successful.',
    ),
});

function parse<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const { success, data, error } = schema.safeParse(body);
  if (!success) throw InvalidRequestError.fromIssues('body', error.issues);
  return data;
}

/**
 * Knows the form of what was sent by its media type, its headers and its first
 * members: facts, a report of a scanner, or events.
 *
 * @throws InvalidRequestError that names each field that is not as it must be.
 */
export function readIntake(options: {
  readonly headers: IncomingHttpHeaders;
  readonly query: z.infer<typeof intakeQuery>;
  readonly body: unknown;
}): Intake {
  const { headers, body } = options;
  const { complete, ...place } = options.query;
  const mediaType = headers['content-type']?.split(';')[0].trim().toLowerCase();
  const events = readCloudEvents({ mediaType, headers, body });
  if (events) return { ...place, form: 'cdevents', items: events };
  if (mediaType === 'application/sarif+json' || isSarif(body)) {
    const isComplete = complete && complete === 'true';
    const items = parse(sarifBody, body).runs.map(run => ({
      run,
      ...(complete && { isComplete }),
    }));
    return { ...place, form: 'sarif', items };
  }
  const { facts, ...named } = parse(factsBody, body);
  return { ...place, ...named, form: 'events', items: facts };
}

/** A report that came as plain JSON. */
function isSarif(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    'version' in body &&
    'runs' in body &&
    !('facts' in body)
  );
}
