import { previousWindow } from '@sei-platform/plugin-engineering-insights-common';
import { answerRollUps } from './answerRollUps';
import { answersIn, type Answers } from './answersIn';
import type { EvaluationQuestion } from './Evaluation';
import { measurePeriods, type MeasuredPeriod } from './measurePeriods';
import { createPeriod } from './Period';

/** The answers of `evaluate`, and what they were made of, for all else that is said of the window. */
export async function evaluateMeasured(
  question: EvaluationQuestion,
): Promise<{ answers: Answers; current: MeasuredPeriod }> {
  const { window, bucket, now } = question;
  const [current, previous] = await measurePeriods(question, [
    createPeriod({ window, bucket, now }),
    ...(question.isCompared
      ? [createPeriod({ window: previousWindow(window), now })]
      : []),
  ]);
  const answers = answersIn({ ...question, current, previous });
  const [completed] = await answerRollUps({
    question,
    views: [{ measured: current, answers }],
  });
  return { answers: completed, current };
}

/**
 * Many metrics of many entities in one window: value, comparison, band, series
 * and what stands beside them. The same few queries, however many entities.
 */
export async function evaluate(question: EvaluationQuestion): Promise<Answers> {
  const { answers } = await evaluateMeasured(question);
  return answers;
}
