import { bindServices } from '../database/operations/binding/bindServices';
import { saveEntityScopes } from '../database/operations/binding/saveEntityScopes';
import { readSnapshot } from '../database/readSnapshot';
import { runTrial, type ResolvedPolicy } from '../delivery';
import { readSide } from './readSide';
import type { TriedBinding } from './TriedBinding';

type Side = Awaited<ReturnType<typeof readSide>>;

export interface PreviewTrialOptions
  extends Omit<Parameters<typeof readSide>[0], 'now'> {
  /** ISO 8601. */
  readonly now: string;
  /** What would hold; absent where nothing is tried. */
  readonly trial?: {
    /** The entity's annotations, by their names without prefix. */
    readonly settings: Readonly<Record<string, unknown>>;
    readonly policy: ResolvedPolicy;
    readonly entityScopes?: TriedBinding['entityScopes'];
  };
  /** How long a trial may take. */
  readonly limitMs?: number;
}

/** What holds of a component and what would, by the code that derives and calculates. */
export async function previewTrial(
  options: PreviewTrialOptions,
): Promise<{ now: Side; then?: Side }> {
  const { trial } = options;
  const tried = trial && (await tryIt(options, trial));
  return (
    tried ?? {
      now: await readSnapshot(options.knex, knex =>
        readSide({ ...options, knex }),
      ),
    }
  );
}

async function tryIt(
  options: PreviewTrialOptions,
  { settings, policy, entityScopes }: NonNullable<PreviewTrialOptions['trial']>,
): Promise<{ now: Side; then: Side } | undefined> {
  const { entityId } = options;
  return runTrial(
    { ...options, title: 'The preview' },
    async ({ knex, derive }) => {
      const now = await readSide({ ...options, knex });
      if (entityScopes) {
        await saveEntityScopes({ knex, entityIds: [entityId], entityScopes });
        await bindServices({ knex });
      }
      await derive(policy);
      await knex('entities')
        .where('id', entityId)
        .update('settings', JSON.stringify(settings));
      return { now, then: await readSide({ ...options, knex }) };
    },
  );
}
