import { goInApp } from './goInApp.mjs';
import { openPortal } from './openPortal.mjs';
import {
  DORA,
  METRIC,
  OVERVIEW,
  TEAM,
  TEAM_ALL_SECTIONS,
  USER,
} from './views.mjs';

const FIRST_LOAD_KILOBYTES = 15;
const TAB_KILOBYTES = 180;

const TABS = [
  { name: 'bytes.tab.dora', view: DORA },
  { name: 'bytes.tab.team', view: TEAM },
  { name: 'bytes.tab.team.allSections', view: TEAM_ALL_SECTIONS },
  { name: 'bytes.page.metric', view: METRIC },
];

const kilobytes = bytes => ({ value: bytes / 1000, unit: 'kB' });
const below = bound => ({ comparison: 'below', bound });
const sum = sizes => [...sizes.values()].reduce((all, size) => all + size, 0);

/** Bytes of the portal's first page, and of it with the overview of a component. */
async function measurePages(options) {
  const { page, files, close } = await openPortal(options);
  const first = sum(await files.sizes());
  await goInApp(page, OVERVIEW);
  await files.settle();
  const withOverview = sum(await files.sizes());
  await close();
  return { first, withOverview };
}

/** Bytes that a page fetches after the entity page of a user, which shows nothing of the plugin. */
async function measureTab({ browser, url, view }) {
  const { page, files, close } = await openPortal({ browser, url });
  await goInApp(page, USER);
  await files.settle();
  const before = await files.sizes();
  await goInApp(page, view);
  await files.settle();
  const after = await files.sizes();
  await close();
  return sum(after) - sum(before);
}

/** What the plugin adds to what a browser fetches: scripts and style sheets in gzip. */
export async function measureBytes({ browser, url, folderWithoutPlugin }) {
  const own = await measurePages({ browser, url });
  const without = await measurePages({
    browser,
    url,
    appFolder: folderWithoutPlugin,
  });
  const figures = [
    {
      name: 'bytes.firstLoad',
      ...kilobytes(own.first - without.first),
      aim: below(FIRST_LOAD_KILOBYTES),
    },
    { name: 'bytes.firstLoad.withoutPlugin', ...kilobytes(without.first) },
    {
      name: 'bytes.overview',
      ...kilobytes(own.withOverview - without.withOverview),
    },
  ];
  for (const { name, view } of TABS) {
    figures.push({
      name,
      ...kilobytes(await measureTab({ browser, url, view })),
      aim: below(TAB_KILOBYTES),
    });
  }
  return figures;
}
