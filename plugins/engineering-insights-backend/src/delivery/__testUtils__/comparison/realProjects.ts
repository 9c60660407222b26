import githubApiDora from '../../__fixtures__/expected_dora_github_api.json';
import javaSlackSdkDora from '../../__fixtures__/expected_dora_java_slack_sdk.json';
import githubApi from '../../__fixtures__/expected_github_api.json';
import javaSlackSdk from '../../__fixtures__/expected_java_slack_sdk.json';
import type { IncidentRow } from '../deriveRealProject';
import type { DevlakeResult } from '../devlake/DevlakeResult';

/** A project of examples/git-history and what Apache DevLake shows of it, as the fixtures' README says. */
export interface RealProject {
  readonly name: string;
  readonly incidents: readonly IncidentRow[];
  /** The reverted commit by the id of the incident. */
  readonly reverts: Readonly<Record<string, string>>;
  readonly results: readonly DevlakeResult[];
}

// TypeScript reads rows of JSON as arrays of any length.
export const realProjects = [
  {
    name: 'github-api',
    incidents: githubApi.incidents,
    ...githubApiDora,
  },
  {
    name: 'java-slack-sdk',
    incidents: javaSlackSdk.incidents,
    ...javaSlackSdkDora,
  },
] as unknown as readonly RealProject[];
