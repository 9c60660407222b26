import type { ResolvedDeployment } from '../revisions/ResolvedDeployment';

/** A successful deployment to production that ended, so that it has a place in the order. */
export interface ProductionDeployment extends ResolvedDeployment {
  readonly environment: string;
  readonly isProduction: true;
  readonly outcome: 'success';
  readonly startedAt: number;
  readonly finishedAt: number;
}
