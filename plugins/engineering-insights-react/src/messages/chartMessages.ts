export const chartMessages = {
  enterHint: 'Enter: open the records',
  tapHint: 'Tap again: open the records',
  cutBucket: 'only part of this period',
  leftOut: '{{amount}} left out',
  sample: 'n = {{amount}}',
  noData: 'no data',
  week: 'Week of {{date}}',
  utcAxis: 'UTC',
  sparkline:
    'Weekly: {{first}} at first, {{last}} last, lowest {{lowest}}, highest {{highest}}.',
  sparklineNone: 'No weekly values.',
  period: 'Period',
  value: 'Value',
} as const;
