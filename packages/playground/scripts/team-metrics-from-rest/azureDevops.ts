import {
  readAzurePullRequests,
  readAzureRuns,
  type AzureReader,
  type AzureScope,
} from './azureCode';
import { addAzureIterations, readAzureWorkItems } from './azureWorkItems';
import { defaultBranchOf } from './conventions';
import type { Facts } from './facts';
import { basic } from './http';

export async function addAzureDevops(
  facts: Facts,
  scope: AzureScope,
): Promise<void> {
  const reader: AzureReader = {
    base: `${scope.playground}/azure-devops/acme/${scope.project}/_apis`,
    headers: { authorization: basic('', scope.token) },
  };
  const pullRequests = await readAzurePullRequests(reader, scope);
  facts.pullRequests.push(...pullRequests);
  facts.runs.push(
    ...(await readAzureRuns(reader, scope, defaultBranchOf(pullRequests))),
  );
  if (!scope.areaPath) return;
  facts.issues.push(...(await readAzureWorkItems(reader, scope.areaPath)));
  await addAzureIterations(facts, reader);
}
