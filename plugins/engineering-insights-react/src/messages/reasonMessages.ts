/** One sentence and one action per reason why a number is missing, or needs a caveat. */
export const reasonMessages = {
  noScope: 'No source is connected to this service.',
  noScopeAction:
    'Add an annotation that names its place in a source to the catalog file.',
  notConnected: 'No source of this is connected.',
  notConnectedCommits: 'No repository is connected.',
  notConnectedPullRequests: 'No source of pull requests is connected.',
  notConnectedPipelineRuns: 'No pipelines are connected.',
  notConnectedIncidents: 'No source of incidents is connected.',
  notConnectedIssues: 'No issue tracker is connected.',
  notConnectedSprints: 'No board is connected.',
  notConnectedFindings: 'No security tool is connected.',
  notConnectedQualityMeasures: 'No quality tool is connected.',
  notConnectedAction:
    'Add an annotation that names its place in such a source to the catalog file.',
  sourceGone: 'The source no longer has what this service names.',
  sourceGoneOf: 'The source no longer has {{places}}.',
  sourceGoneAction:
    'Correct the annotation in the catalog file if it was moved or renamed; if it is private now, ask those who run this portal for access to it.',
  sourceRefused: 'The source does not let this portal read anything here.',
  sourceRefusedIn: 'The source does not let this portal read {{places}}.',
  sourceRefusedAction:
    'Ask those who run this portal to grant the permission at the source.',
  collecting: 'Reading history, newest 30 days first.',
  collectingProgress:
    'Reading history: {{done}} of {{total}} repositories. Newest 30 days first.',
  collectingProgressTime:
    'Reading history: {{done}} of {{total}} repositories, about {{duration}} left. Newest 30 days first.',
  collectingAction:
    'Nothing to do: this page fills itself as the history arrives.',
  noDeploymentRule: 'No deployments found in the connected sources.',
  noDeploymentRuleIn: 'No deployments found in {{places}}.',
  noDeploymentRuleAction:
    'Say what counts as a deployment: copy one of these annotations into the catalog file.',
  noDeploymentRuleActionShort: 'Say what counts as a deployment.',
  noProductionEnvironment: 'No environment counts as production.',
  noProductionEnvironmentOf: 'None of {{environments}} counts as production.',
  noProductionEnvironmentAction:
    'Name the production environments: copy this pattern into the catalog file.',
  noRevision: 'The deployments have no commit, so lead time is unknown.',
  noRevisionOf:
    '{{amount}} of {{total}} deployments have no commit, so lead time is unknown.',
  noRevisionAction: 'Send the commit SHA with each deployment.',
  noFailures: 'No failed deployment in these {{days}} days.',
  noFailuresAction: 'Nothing to recover from.',
  notRecovered:
    '{{amount}} failed in these {{days}} days, and of none is it known when it was over.',
  notRecoveredAction:
    'Close the incidents at their source, or mark the deployment as recovered.',
  allLeftOut_one: '{{amount}} is there, and it does not count: {{because}}.',
  allLeftOut_other: '{{amount}} are there, and none counts: {{because}}.',
  noDataInWindow: 'Nothing in these {{days}} days.',
  noDataInWindowAction: 'Show the last period with data',
  neverAnyData: 'Nothing has been recorded yet.',
  neverAnyDataAction:
    'The first deployment appears here within minutes of its finish.',
  belowMinimumSample: 'Too few to compare.',
  belowMinimumSampleOf:
    'n = {{sampleSize}}; bands and comparison need {{minimumSample}}',
  belowMinimumSampleAction: 'Choose a longer window to see more.',
  partialCoverage: 'Part of this window only.',
  partialCoverageFrom: 'from {{from}} only',
  partialCoverageAction: 'Earlier history has not been collected.',
  stale: 'Not read lately.',
  staleSince: 'Last read {{ago}}.',
  staleBecause: 'Last read {{ago}}: {{message}}',
  staleAction: 'Ask those who run this portal to look at the source.',
  tooFewContributors: 'Withheld: too few people contributed.',
  tooFewContributorsOf_one:
    'Withheld: {{amount}} person contributed; shown from {{minimum}}.',
  tooFewContributorsOf_other:
    'Withheld: {{amount}} people contributed; shown from {{minimum}}.',
  tooFewContributorsAction: 'Choose a longer window or a larger team.',
  wouldTellOfOthers:
    'Withheld: together with the numbers of a larger team or of its other parts, it would tell of fewer than {{minimum}} people.',
  wouldTellOfOthersAction: 'Choose a longer window or a larger team.',
  windowTooShort:
    'Withheld: what people did is shown of {{minimumDays}} days or more.',
  windowTooShortAction: 'Choose a longer window.',
  notPermitted: 'You may not see these numbers.',
  notPermittedAction:
    'The owner of this service or those who run this portal grant access.',
} as const;
