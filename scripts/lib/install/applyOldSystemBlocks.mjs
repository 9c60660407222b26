import { join } from 'node:path';
import { changeText } from './changeText.mjs';

/**
 * Does to the app of a portal on the old frontend system what the README says. Of the entity pages: its block after the
 * imports, the tabs into every layout, the card into the grid of the overview; of the app: routes.
 */
export async function applyOldSystemBlocks({ portal, section }) {
  await changeText(
    join(portal, 'packages/app/src/components/catalog/EntityPage.tsx'),
    code =>
      [
        [/^const techdocsContent = /m, `${section.entityPage}\n$&`],
        [/^ *<\/EntityLayout>$/gm, '    {doraTab}\n    {teamAnalyticsTab}\n$&'],
        [
          /^const overviewContent = \([^]*?\n {4}\{entityWarningContent\}\n/m,
          '$&    {doraCard}\n',
        ],
      ].reduce(replaceOrFail, code),
  );
  await changeText(join(portal, 'packages/app/src/App.tsx'), code =>
    [
      [/^const routes = /m, `${section.app}\n$&`],
      [/^ *<\/FlatRoutes>$/m, '    {insightsPage}\n    {metricPage}\n$&'],
    ].reduce(replaceOrFail, code),
  );
}

function replaceOrFail(code, [pattern, replacement]) {
  const changed = code.replace(pattern, replacement);
  if (changed !== code) return changed;
  throw new Error(
    `The app of Backstage's template has no place that fits ${pattern} any more.`,
  );
}
