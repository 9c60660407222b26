import { chromium } from 'playwright-core';
import figureModule from '../plugins/engineering-insights-backend/bench/Figure.ts';
import { buildWithoutPlugin } from './lib/benchApp/buildWithoutPlugin.mjs';
import { measureBytes } from './lib/benchApp/measureBytes.mjs';
import { measureTabTimes } from './lib/benchApp/measureTabTimes.mjs';
import { provideChromium } from './lib/chromium.mjs';
import { printStage } from './lib/printStage.mjs';
import { runProgram } from './lib/runProgram.mjs';

// TypeScript comes as a CommonJS module.
const { figureLine, figureTable } = figureModule;

// Measures the app of a demo portal that runs: ./run start, then yarn bench:app.
const url = process.env.PORTAL_URL ?? 'http://localhost:7007';

await runProgram(async ({ onEnd }) => {
  const folderWithoutPlugin = await printStage('App without the plugin', () =>
    buildWithoutPlugin({ url }),
  );
  const launch = await provideChromium();
  const browser = await chromium.launch({
    ...launch,
    env: { ...process.env, ...launch.env },
  });
  onEnd(() => browser.close());
  const figures = [];
  const measurements = [
    () => measureBytes({ browser, url, folderWithoutPlugin }),
    () => measureTabTimes({ browser, url }),
  ];
  for (const measure of measurements) {
    const measured = await measure();
    for (const figure of measured) console.log(figureLine(figure));
    figures.push(...measured);
  }
  console.log(`\n${figureTable(figures)}`);
});
