import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builtInMetrics } from '../builtInMetrics';
import { renderMetricPages } from './renderMetricPages';

const folder = resolve(__dirname, '../../../../../docs/metrics');

describe('docs/metrics', () => {
  const pages = renderMetricPages(builtInMetrics);

  it.each([...pages])(
    '%s says what the definition says; else run `yarn generate-metric-docs`',
    (name, text) => {
      expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
    },
  );

  it('has no page of a metric that is gone', () => {
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
  });
});
