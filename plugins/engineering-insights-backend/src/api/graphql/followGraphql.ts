import { type ExecutionResult, subscribe } from 'graphql';
import type { SentEvents } from '../live/writeEvents';
import {
  createContext,
  type GraphqlQuestion,
  tellResult,
} from './answerGraphql';

/** A comment, which clients pass over. */
const OPENING = ': following\n\n';

/**
 * As the protocol "GraphQL over SSE" has it. There is no `complete`: a
 * subscription has no end of its own, so that where the stream ends the client asks again.
 */
async function* textsOf(
  question: GraphqlQuestion,
  results: AsyncIterable<ExecutionResult>,
): AsyncGenerator<string> {
  for await (const result of results) {
    const body = tellResult(question, result);
    yield `event: next\ndata: ${JSON.stringify(body)}\n\n`;
  }
}

/** Follows what a subscription asks for until the signal ends it. What keeps it from beginning is thrown. */
export async function followGraphql(
  question: GraphqlQuestion & { readonly signal: AbortSignal },
): Promise<SentEvents> {
  const { schema, request, signal } = question;
  const results = await subscribe({
    schema,
    document: request.document,
    variableValues: request.variables,
    contextValue: { ...createContext(question), signal },
  });
  if ('errors' in results && results.errors) {
    const [error] = results.errors;
    throw error.originalError ?? error;
  }
  return {
    opening: OPENING,
    events: textsOf(question, results as AsyncIterable<ExecutionResult>),
  };
}
