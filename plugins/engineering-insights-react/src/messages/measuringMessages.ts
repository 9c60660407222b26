/** How a number is measured, where a reader can choose it or chose otherwise than its definition says. */
export const measuringMessages = {
  menu: 'Measured as',
  menuChosen: 'Measured as: {{said}}',
  asDefined: 'As the definitions say',
  statistic: 'Statistic',
  unit: 'Change lead time counts',
  start: 'Change lead time begins',
  option: {
    p50: 'Median',
    mean: 'Mean',
    p75: '75th percentile',
    p90: '90th percentile',
    commit: 'Commits',
    pullRequest: 'Pull requests',
    authored: 'When a commit is written',
    committed: 'At the date of a commit',
    committedHint: 'A rebase rewrites it',
    opened: 'When a pull request is opened',
    merged: 'When a pull request is merged',
  },
  short: {
    p50: 'median',
    mean: 'mean',
    p75: 'p75',
    p90: 'p90',
    commit: 'per commit',
    pullRequest: 'per pull request',
    authored: 'from writing',
    committed: 'from commit date',
    opened: 'from opening',
    merged: 'from merge',
  },
  name: {
    p50: 'median',
    mean: 'mean',
    p75: '75th percentile',
    p90: '90th percentile',
  },
  column: { p50: 'Median', mean: 'Mean', p75: 'p75', p90: 'p90' },
  /** Before the name of a unit: "Median hours", "90th percentile of hours". */
  title: {
    p50: 'Median',
    mean: 'Mean',
    p75: '75th percentile of',
    p90: '90th percentile of',
  },
  of: {
    p50: 'median of {{sample}}',
    mean: 'mean of {{sample}}',
    p75: '75th percentile of {{sample}}',
    p90: '90th percentile of {{sample}}',
  },
  meaning: '{{statistic}}, {{span}}',
  /** From what to what, and of what. */
  span: {
    commit: {
      authored: 'commit to production',
      committed: 'commit date to production',
      opened: 'pull request opened to production',
      merged: 'merge to production',
    },
    pullRequest: {
      authored: 'first commit to production',
      committed: 'first commit date to production',
      opened: 'opened to production',
      merged: 'merge to production',
    },
  },
  note: {
    mean: 'Values are means, not medians.',
    p75: 'Values are 75th percentiles, not medians.',
    p90: 'Values are 90th percentiles, not medians.',
    unit: 'Change lead time counts pull requests, not commits.',
    committed:
      'Change lead time begins at the date of a commit, which a rebase rewrites.',
    opened: 'Change lead time begins when the pull request is opened.',
    merged: 'Change lead time begins when the pull request is merged.',
  },
  noBand:
    'No band: bands are about the median, over all commits since they were written, by the clock.',
  noBands:
    'What is measured otherwise has no band: bands are about the median, over all commits since they were written, by the clock.',
  explained: 'Measured as: {{said}}.',
  csvOf: '{{unit}}; {{said}}',
  csvColumn: 'measured as',
  notePercentiles: 'Averages add up, percentiles do not.',
  noteMeans: 'Averages add up; the table shows them too.',
  formula: {
    mean: 'It is the mean of {{sample}}: all their values together, divided by how many they are.',
    at: 'Of {{sample}}, {{order}}, number {{rank}} is at the {{statistic}}: {{record}}.',
    between:
      'Of {{sample}}, {{order}}, the {{statistic}} lies between number {{rank}} and the next: {{first}}, and {{second}}.',
  },
  distribution: {
    subtitle: 'Pull requests by lead time, logarithmic scale, elapsed time',
    text_one: 'Of {{amount}} pull request the lead time is {{p50}}.',
    text_other:
      'Of {{amount}} pull requests the median is {{p50}} and the 85th percentile {{p85}}.',
  },
} as const;
