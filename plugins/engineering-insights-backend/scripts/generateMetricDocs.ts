import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtInMetrics } from '../src/metrics';
import { renderMetricPages } from '../src/metrics/docs/renderMetricPages';

const folder = resolve(__dirname, '../../../docs/metrics');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) {
  rmSync(join(folder, name));
}
for (const [name, text] of renderMetricPages(builtInMetrics)) {
  writeFileSync(join(folder, name), text);
}
