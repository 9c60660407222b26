import { goInApp } from './goInApp.mjs';
import { openPortal } from './openPortal.mjs';
import { ABOUT, DORA, NEUTRAL, TEAM } from './views.mjs';

const ROUNDS = 15;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** With the app loaded anew, so that nothing but the browser's cache remembers the last round. */
async function timeView({ page, files, view }) {
  await page.goto(NEUTRAL.path);
  await page.getByText(NEUTRAL.text).first().waitFor();
  await files.settle();
  return goInApp(page, view);
}

/** How long the tabs take beside the portal's own About card; each waits for the entity too. */
export async function measureTabTimes({ browser, url }) {
  const { page, files, close } = await openPortal({ browser, url });
  const times = { about: [], dora: [], team: [] };
  const views = { about: ABOUT, dora: DORA, team: TEAM };
  // The first round fills the browser's cache.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, view] of Object.entries(views)) {
      const time = await timeView({ page, files, view });
      if (round > 0) times[name].push(time);
    }
  }
  await close();
  const toAbout = name =>
    median(times[name].map((time, round) => time / times.about[round]));
  return [
    ...Object.entries(times).map(([name, values]) => ({
      name: `tabTime.${name}.p50`,
      value: median(values),
      unit: 'ms',
    })),
    { name: 'tabTime.dora.toAbout', value: toAbout('dora'), unit: 'times' },
    { name: 'tabTime.team.toAbout', value: toAbout('team'), unit: 'times' },
  ];
}
