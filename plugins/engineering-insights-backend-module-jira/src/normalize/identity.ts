import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';

/** An account: by id on Cloud, by name on Data Center. */
export const accountSchema = z.object({
  accountId: z.string().nullish(),
  name: z.string().nullish(),
  /** Cloud only: atlassian, app or customer. */
  accountType: z.string().nullish(),
});

const ACTOR: Readonly<Record<string, Identity['actor']>> = {
  atlassian: 'human',
  customer: 'human',
  app: 'bot',
};

/** Who an account is, as Jira knows it. */
export function identityOf(
  account: z.infer<typeof accountSchema>,
): Identity | undefined {
  const { accountId, name, accountType } = account;
  const login = accountId ?? name;
  if (!login) return undefined;
  const actor = accountType ? ACTOR[accountType] : undefined;
  return {
    source: 'jira',
    login,
    actor: actor ?? 'unknown',
    ...(actor && { actorEvidence: `Jira account type ${accountType}` }),
  };
}
