/** What the panels of Apache DevLake's DORA dashboards show for a window. */
export interface DevlakeResult {
  readonly window: string;
  readonly from: string;
  /** The last second of the window. */
  readonly to: string;
  /** The year of the report whose benchmarks and, for recovery, whose definition is used. */
  readonly report: DevlakeReport;
  readonly panels: Readonly<Record<string, Panel>>;
}

export type DevlakeReport = '2021' | '2023';

/** One value, or values by month, week or metric. */
export type Panel = PanelValue | Readonly<Record<string, PanelValue>>;
export type PanelValue = string | null;
