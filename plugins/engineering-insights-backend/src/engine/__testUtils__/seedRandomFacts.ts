import type { RandomFacts } from './RandomFacts';
import { seedRandomPlanning } from './seedRandomPlanning';
import { seedRandomPullRequests } from './seedRandomPullRequests';
import { seedRandomQuality } from './seedRandomQuality';
import { seedRandomReliability } from './seedRandomReliability';

/** Some of every kind of fact that a metric reads. */
export async function seedRandomFacts(options: RandomFacts): Promise<void> {
  await seedRandomPullRequests(options);
  await seedRandomPlanning(options);
  await seedRandomQuality(options);
  await seedRandomReliability(options);
}
