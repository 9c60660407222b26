import { defineRating } from './defineRating';

/** How bad the worst open bug is. */
export const reliabilityRating = defineRating({
  quality: 'reliability',
  title: 'Reliability rating',
  scale:
    'With SonarQube, A has no open bug above the least severity, and E one of the highest.',
  blindSpot: 'How many bugs there are: the worst one alone decides',
  measures: ['reliabilityRating', 'reliability_rating'],
});

/** How bad the worst open vulnerability is. */
export const securityRating = defineRating({
  quality: 'security',
  title: 'Security rating',
  scale:
    'With SonarQube, A has no open vulnerability above the least severity, and E one of the highest.',
  blindSpot:
    'How many vulnerabilities there are: the worst one alone decides; hotspots to review do not count',
  measures: ['securityRating', 'security_rating'],
});

/** How long the known maintainability issues would take to fix, for the size of the code. */
export const maintainabilityRating = defineRating({
  quality: 'maintainability',
  title: 'Maintainability rating',
  scale:
    'With SonarQube, A means that fixing the known issues is estimated at up to 5 % of the time that writing the code took, and E at more than half.',
  blindSpot: 'Whether the estimates of effort hold',
  measures: ['maintainabilityRating', 'sqale_rating'],
});
