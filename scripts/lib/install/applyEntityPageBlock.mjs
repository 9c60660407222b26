import { join } from 'node:path';
import { changeText } from './changeText.mjs';

/**
 * Does to the entity pages of a portal on the old frontend system what the README says: its block after the imports,
 * the tab into every layout, the card into the grid of the overview.
 */
export async function applyEntityPageBlock({ portal, section }) {
  await changeText(
    join(portal, 'packages/app/src/components/catalog/EntityPage.tsx'),
    code =>
      [
        [/^const techdocsContent = /m, `${section.entityPage}\n$&`],
        [/^ *<\/EntityLayout>$/gm, '    {doraTab}\n$&'],
        [
          /^const overviewContent = \([^]*?\n {4}\{entityWarningContent\}\n/m,
          '$&    {doraCard}\n',
        ],
      ].reduce(replaceOrFail, code),
  );
}

function replaceOrFail(code, [pattern, replacement]) {
  const changed = code.replace(pattern, replacement);
  if (changed !== code) return changed;
  throw new Error(
    `The entity page of Backstage's template has no place that fits ${pattern} any more.`,
  );
}
