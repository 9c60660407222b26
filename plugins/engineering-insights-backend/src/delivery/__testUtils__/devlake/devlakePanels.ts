import type { Span } from './calendar';
import type { DevlakeReport, DevlakeResult, Panel } from './DevlakeResult';
import { failurePanels } from './failurePanels';
import { frequencyPanels } from './frequencyPanels';
import { leadTimePanels } from './leadTimePanels';
import { levelIn } from './levels';
import type { DevlakeRows } from './readDevlakeRows';
import { recoveryPanels } from './recoveryPanels';

/**
 * What Apache DevLake's dashboards would show of our delivery rows: its
 * definitions, applied to what we derived.
 */
export function devlakePanels(options: {
  rows: DevlakeRows;
  span: Span;
  report: DevlakeReport;
}): Record<string, Panel> {
  const panels = {
    ...frequencyPanels(options),
    ...leadTimePanels(options),
    ...failurePanels(options),
    ...recoveryPanels(options),
  };
  const levelOf = (name: keyof typeof panels) =>
    levelIn(panels[name] as string);
  const recovery =
    options.report === '2023'
      ? 'Failed deployment recovery time'
      : 'Time to restore service';
  return {
    ...panels,
    overall_table: {
      'Deployment frequency': levelOf('deployment_frequency_stat'),
      'Lead time for changes': levelOf('median_lead_time_stat'),
      'Change failure rate': levelOf('change_failure_rate_stat'),
      [recovery]: levelOf('recovery_time_stat'),
    },
  };
}

/** Of the table with all metrics the levels, since each level has a text of its own. */
export function withLevels(
  panels: DevlakeResult['panels'],
): Record<string, Panel> {
  return {
    ...panels,
    overall_table: Object.fromEntries(
      Object.entries(panels.overall_table ?? {}).map(([metric, text]) => [
        metric,
        levelIn(text),
      ]),
    ),
  };
}
