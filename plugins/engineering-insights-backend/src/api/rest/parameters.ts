import {
  CHANGE_STARTS,
  CHANGE_UNITS,
  instant,
  STATISTICS,
  TEAM_SECTIONS,
} from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';

// With these it would be no entity ref, which the catalog does not take.
const namePart = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[^:/]+$/, 'must not hold a colon or a slash');

export const noParameters = z.object({});

export const entityParameters = z.object({
  kind: namePart.describe('Kind of the entity: component.'),
  namespace: namePart.describe('Namespace of the entity: default.'),
  name: namePart.describe('Name of the entity.'),
});

export const metricParameters = z.object({
  metricId: z
    .string()
    .min(1)
    .max(200)
    .describe('Id of the metric: dora.change-lead-time.'),
  ...entityParameters.shape,
});

export const idParameters = z.object({
  id: z
    .string()
    .regex(/^[0-9]{1,18}$/, 'must be a number')
    .describe('As listed.'),
});

/** The same of what is counted by integers of Postgres. */
export const smallIdParameters = z.object({
  id: z
    .string()
    .regex(/^[0-9]{1,9}$/, 'must be a number of 9 digits at most')
    .describe('As listed.'),
});

export const incidentParameters = z.object({
  id: z
    .string()
    .regex(/^(issue-)?[0-9]{1,18}$/, 'must be a number, or issue- and a number')
    .describe(
      'As listed; an issue that the policy takes for an incident begins with issue-.',
    ),
});

const dateOrInstant = z.union([z.iso.date(), instant], {
  error: 'must be an ISO 8601 date or an instant with a zone',
});

export const windowQuery = z.object({
  from: dateOrInstant
    .optional()
    .describe(
      'Begin of the window, counted; with `to`. By default 90 days end with today, UTC.',
    ),
  to: dateOrInstant.optional().describe('End of the window, not counted.'),
});

export const compareQuery = z.object({
  ...windowQuery.shape,
  compare: z
    .enum(['true', 'false'])
    .default('true')
    .describe('Whether the window before is measured too.'),
});

const subTeams = z
  .enum(['true', 'false'])
  .optional()
  .describe(
    'Of a group that has groups below it: whether what they own counts too.',
  );
const clock = z
  .enum(['elapsed', 'working'])
  .default('elapsed')
  .describe(
    "By which durations of people's work are told: by the clock, or in working hours of the team's calendar.",
  );

const statistic = z
  .enum(STATISTICS)
  .optional()
  .describe(
    'What values come to, of metrics whose aggregate is quantile: the median (p50, unless it is given), the mean, the 75th or the 90th percentile.',
  );
const unit = z
  .enum(CHANGE_UNITS)
  .optional()
  .describe(
    'What is counted, of a metric whose definition names it in `measures`: commits unless it is given.',
  );
const start = z
  .enum(CHANGE_STARTS)
  .optional()
  .describe(
    'From when on time is counted, of a metric whose definition names it in `measures`: from when the commit was written unless it is given; from its commit date, which a rebase rewrites; from when its pull request was opened or merged.',
  );

export const doraQuery = z.object({
  ...compareQuery.shape,
  statistic,
  unit,
  start,
});

export const measuringQuery = z.object({
  ...windowQuery.shape,
  statistic,
  unit,
  start,
  cohort: z
    .enum(['all', 'human', 'bot'])
    .default('all')
    .describe("Whose work counts: everyone's, people's, or machines'."),
  clock,
  subTeams,
});

export const comparedMeasuringQuery = z.object({
  ...measuringQuery.shape,
  compare: compareQuery.shape.compare,
});

export const teamQuery = z.object({
  ...compareQuery.shape,
  clock,
  statistic,
  subTeams,
  section: z
    .enum(TEAM_SECTIONS)
    .default('flow')
    .describe('The part of the page.'),
});

export const teamNowQuery = z.object({ subTeams });

/** Absent: as the service chooses. */
export function isTrue(text: 'true' | 'false' | undefined) {
  return text === undefined ? undefined : text === 'true';
}

/** Pages are numbered by the row that they begin with. */
export const pageQuery = z.object({
  ...windowQuery.shape,
  cursor: z
    .string()
    .regex(/^[0-9]{1,9}$/, 'must be the nextCursor of the page before')
    .optional()
    .describe('The nextCursor of the page before.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(500)
    .describe('Rows in a page.'),
});

/** The same of what has no window. */
export const listQuery = z.object({
  cursor: pageQuery.shape.cursor,
  limit: pageQuery.shape.limit,
});

export const incidentsQuery = z.object({
  ...windowQuery.shape,
  attribution: z
    .enum(['linked', 'unlinked', 'notCausedByChange'])
    .optional()
    .describe('Only incidents of which deriving made this.'),
  cursor: pageQuery.shape.cursor,
  limit: pageQuery.shape.limit,
});
