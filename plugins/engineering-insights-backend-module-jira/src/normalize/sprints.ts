import type { JsonValue } from '@backstage/types';
import type { SprintFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { instantOf, isoOf } from '../instantOf';

const instant = z
  .string()
  .refine(text => instantOf(text).isValid, { message: 'is no instant' })
  .transform(text => isoOf(text)!)
  .nullish();

const itemSchema = z.object({
  board: z.object({ id: z.number(), name: z.string() }),
  sprint: z.object({
    id: z.number(),
    name: z.string(),
    state: z.string(),
    startDate: instant,
    endDate: instant,
    completeDate: instant,
  }),
});

export function normalizeSprint(
  item: JsonValue,
  { baseUrl }: { baseUrl: string },
): NormalizeResult {
  return parseItem(itemSchema, item, ({ board, sprint }) => {
    const fact: SprintFact = {
      kind: 'sprint',
      externalId: String(sprint.id),
      url: `${baseUrl}/secure/RapidBoard.jspa?rapidView=${board.id}`,
      name: sprint.name,
      board: board.name,
      state: sprint.state,
      startAt: sprint.startDate ?? null,
      endAt: sprint.endDate ?? null,
      completedAt: sprint.completeDate ?? null,
    };
    return { result: 'ok', facts: [fact] };
  });
}
