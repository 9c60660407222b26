import { HttpError } from '../server/httpError';
import type { AzureContext } from './azureContext';
import { areaOf, PROJECT } from './project';
import {
  renderIterations,
  renderStates,
  renderTypeCategories,
  renderUpdates,
  renderWorkItem,
} from './renderWorkItems';
import { takeBySkip, wrap } from './respond';
import { queryWorkItems } from './wiql';
import { workItemsOf, TYPES } from './workItems';

const LARGEST_BATCH = 200;

/** Work items with their revisions, and what the process says of them. */
export function addWorkItemRoutes({ get, post, world }: AzureContext): void {
  const areas = () => [PROJECT, ...world.company.azureRepositories.map(areaOf)];

  post('/_apis/wit/wiql', ({ req }) => {
    const found = queryWorkItems(workItemsOf(world), req.body.query, areas());
    const top = Number(req.query.$top ?? 20_000);
    return {
      queryType: 'flat',
      queryResultType: 'workItem',
      asOf: new Date(world.until * 1000).toISOString(),
      columns: [{ referenceName: 'System.Id', name: 'ID' }],
      workItems: found.slice(0, top).map(({ id }) => ({ id })),
    };
  });
  post('/_apis/wit/workitemsbatch', ({ req, site }) => {
    const ids: unknown[] = Array.isArray(req.body.ids) ? req.body.ids : [];
    if (ids.length > LARGEST_BATCH) {
      throw new HttpError(400, 'VS403474: You requested too many work items.');
    }
    const all = new Map(workItemsOf(world).map(item => [item.id, item]));
    return wrap(
      ids.map(id => {
        const item = all.get(Number(id));
        return item ? renderWorkItem(site, item) : null;
      }),
    );
  });
  get('/_apis/wit/workItems/:id/updates', ({ req, site }) => {
    const id = Number(req.params.id);
    const item = workItemsOf(world).find(each => each.id === id);
    if (!item) throw new HttpError(404, 'TF401232: No such work item.');
    return wrap(takeBySkip(req, renderUpdates(site, item)));
  });
  get('/_apis/wit/workitemtypecategories', ({ site }) =>
    wrap(renderTypeCategories(site)),
  );
  get('/_apis/wit/workitemtypes/:type/states', ({ req }) => {
    const names: readonly string[] = Object.values(TYPES);
    if (!names.includes(req.params.type)) {
      throw new HttpError(404, 'VS402323: No such work item type.');
    }
    return wrap(renderStates());
  });
  get('/_apis/wit/classificationnodes/Iterations', () =>
    renderIterations({ start: world.start, now: world.until }),
  );
  get('/_apis/wit/classificationnodes/areas/*', () => {
    // Only who asks for one that is not there has to ask at all.
    throw new HttpError(404, 'VS402485: The area path is not recognized.');
  });
}
