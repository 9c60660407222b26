import type { JiraClient } from './client';
import { fieldIdsOf, type FieldIds, type JiraField } from './fieldIdsOf';
import { SEARCH_PERMISSION } from './searchIssues';

interface JiraStatus {
  readonly id: string;
  readonly name: string;
  readonly statusCategory: { readonly key: string };
}

/** The words of a site that its issues use by id. */
export interface Vocabulary {
  fieldIds(signal: AbortSignal): Promise<FieldIds>;
  /**
   * Id → key of its category. A status that was deleted has that of one with
   * its name, or none.
   */
  categoriesOf(
    statuses: readonly { id: string; name: string }[],
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, string>>>;
}

/** Reads the vocabulary when it is first needed, and the statuses again when one is unknown. */
export function createVocabulary(
  client: JiraClient,
  options: { readonly estimateField?: string } = {},
): Vocabulary {
  let fieldIds: FieldIds | undefined;
  let statuses: readonly JiraStatus[] = [];
  const deleted = new Set<string>();

  async function list<T>(path: string, signal: AbortSignal): Promise<T[]> {
    const { data } = await client.ask({
      path: `${client.apiPath}${path}`,
      permission: SEARCH_PERMISSION,
      signal,
    });
    return data as unknown as T[];
  }

  return {
    async fieldIds(signal) {
      fieldIds ??= fieldIdsOf(
        await list<JiraField>('/field', signal),
        options.estimateField,
      );
      return fieldIds;
    },
    async categoriesOf(wanted, signal) {
      const isKnown = ({ id }: { id: string }) =>
        deleted.has(id) || statuses.some(status => status.id === id);
      if (!wanted.every(isKnown)) {
        statuses = await list<JiraStatus>('/status', signal);
        for (const status of wanted)
          if (!isKnown(status)) deleted.add(status.id);
      }
      return Object.fromEntries(
        wanted.flatMap(({ id, name }) => {
          const status =
            statuses.find(each => each.id === id) ??
            statuses.find(each => each.name === name);
          return status ? [[id, status.statusCategory.key]] : [];
        }),
      );
    },
  };
}
