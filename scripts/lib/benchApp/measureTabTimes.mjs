import { goInApp } from './goInApp.mjs';
import { openPortal } from './openPortal.mjs';
import { ABOUT, DORA, NEUTRAL, TEAM } from './views.mjs';

const ROUNDS = 15;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Milliseconds for which the page's main thread has worked so far; what waits for other programs of the machine is not in it. */
async function readProcessorTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
}

/** With the app loaded anew, so that nothing but the browser's cache remembers the last round. */
async function timeView({ page, files, session, view }) {
  await page.goto(NEUTRAL.path);
  await page.getByText(NEUTRAL.text).first().waitFor();
  await files.settle();
  const before = await readProcessorTime(session);
  const time = await goInApp(page, view);
  return { time, processorTime: (await readProcessorTime(session)) - before };
}

/** How long the tabs take beside the portal's own About card; each waits for the entity too. */
export async function measureTabTimes({ browser, url }) {
  const { page, files, close } = await openPortal({ browser, url });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const times = { about: [], dora: [], team: [] };
  const views = { about: ABOUT, dora: DORA, team: TEAM };
  // The first round fills the browser's cache.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, view] of Object.entries(views)) {
      const time = await timeView({ page, files, session, view });
      if (round > 0) times[name].push(time);
    }
  }
  await close();
  const toAbout = name =>
    median(
      times[name].map(({ time }, round) => time / times.about[round].time),
    );
  const medians = (suffix, timeOf) =>
    Object.entries(times).map(([name, values]) => ({
      name: `tabTime.${name}.${suffix}`,
      value: median(values.map(timeOf)),
      unit: 'ms',
    }));
  return [
    ...medians('p50', ({ time }) => time),
    ...medians('cpu', ({ processorTime }) => processorTime),
    { name: 'tabTime.dora.toAbout', value: toAbout('dora'), unit: 'times' },
    { name: 'tabTime.team.toAbout', value: toAbout('team'), unit: 'times' },
  ];
}
