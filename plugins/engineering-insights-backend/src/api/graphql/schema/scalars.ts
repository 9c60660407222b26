import { GraphQLError } from 'graphql';
import { windowQuery } from '../../rest/parameters';
import { builder } from './builder';

/** Checked as the REST API checks it. */
const dateOrInstant = windowQuery.shape.from;

function parse(value: unknown): string {
  const result = dateOrInstant.safeParse(value);
  if (!result.success || result.data === undefined) {
    throw new GraphQLError(
      'It must be an ISO 8601 date (2026-01-31) or an instant with a zone (2026-01-31T12:00:00Z).',
    );
  }
  return result.data;
}

builder.scalarType('DateOrInstant', {
  description:
    'An ISO 8601 date (2026-01-31, which begins at 00:00 UTC) or an instant with a zone (2026-01-31T12:00:00Z).',
  parseValue: parse,
  serialize: value => value,
});

builder.scalarType('Instant', {
  description: 'An ISO 8601 instant in UTC: 2026-01-31T12:00:00.000Z.',
  parseValue: parse,
  serialize: value => value,
});
