import type { Knex } from 'knex';
import { deriveRealProject } from '../deriveRealProject';
import { type DevlakeRows, readDevlakeRows } from '../devlake/readDevlakeRows';
import { firstOfEachNumber } from '../firstOfEachNumber';
import { type GitHistory, readGitHistory } from '../readGitHistory';
import { compareProject } from './compareProject';
import type { ComparedProject } from './Comparison';
import type { RealProject } from './realProjects';
import { traceReverts } from './traceReverts';

/** A project with all that it is compared by. */
export interface ComparedRealProject extends ComparedProject {
  readonly history: GitHistory;
  readonly rows: DevlakeRows;
}

/** Derives a project and puts our numbers beside DevLake's. */
export async function compareRealProject(options: {
  knex: Knex;
  project: RealProject;
}): Promise<ComparedRealProject> {
  const { knex, project } = options;
  const { name, incidents, reverts, results } = project;
  const history = firstOfEachNumber(readGitHistory(name));
  const { world } = await deriveRealProject({ knex, name, history, incidents });
  const rows = await readDevlakeRows({ knex, entityId: world.entityId(name) });
  return {
    name,
    history,
    rows,
    reverts: traceReverts({ history, reverts }),
    comparisons: await compareProject({ knex, world, name, rows, results }),
  };
}
