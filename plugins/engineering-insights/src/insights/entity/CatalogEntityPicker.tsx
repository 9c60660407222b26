import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EntityPicker } from './EntityPicker';
import type { EntityOption } from './EntityPicker';

const MOST_OFFERED = 20;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
];
const SEARCHED = ['metadata.name', 'metadata.title'];

/** Kinds of entities that can be looked at. */
const KINDS = {
  component: ['component'],
  any: ['component', 'system', 'domain', 'group'],
} as const;

function useFound(of: keyof typeof KINDS, term: string) {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['engineering-insights', 'entities', of, term],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: [...KINDS[of]] },
        ...(term && { fullTextFilter: { term, fields: SEARCHED } }),
        orderFields: { field: 'metadata.name', order: 'asc' },
        fields: FIELDS,
        limit: MOST_OFFERED,
      });
      return items.map((entity): EntityOption => {
        const ref = stringifyEntityRef(entity);
        const { title, name } = entity.metadata;
        return { ref, title: title ?? name, detail: ref };
      });
    },
  });
}

/** What stands behind the kind and the default namespace. */
function nameIn(ref: string): string {
  return ref.replace(/^[^:]*:(default\/)?/, '');
}

/** The title of an entity; its name until the catalog tells it, or where it does not. */
function useTitle(ref: string | undefined): string {
  const catalog = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['engineering-insights', 'entityTitle', ref],
    enabled: ref !== undefined,
    queryFn: async () => {
      const { items } = await catalog.getEntitiesByRefs({
        entityRefs: [ref!],
        fields: FIELDS,
      });
      return items[0]?.metadata.title ?? null;
    },
  });
  return data ?? nameIn(ref ?? '');
}

export interface CatalogEntityPickerProps {
  /** Components alone, or whatever has numbers. */
  readonly of: keyof typeof KINDS;
  /** The ref of what is looked at. */
  readonly value?: string;
  readonly onChoose: (ref: string) => void;
}

/** Chooses what to look at among what the catalog shows the reader. */
export function CatalogEntityPicker({
  of,
  value,
  onChoose,
}: CatalogEntityPickerProps) {
  const { t } = useFormats();
  const [term, setTerm] = useState('');
  const { data = [], error, isFetching } = useFound(of, term);
  const title = useTitle(value);
  return (
    <EntityPicker
      label={t(`insights.entity.${of}`)}
      options={data}
      value={value === undefined ? undefined : { ref: value, title }}
      onChoose={onChoose}
      search={{
        onTerm: setTerm,
        isSearching: isFetching,
        noneText: t(
          error
            ? 'insights.entity.couldNotSearch'
            : 'insights.entity.noneFound',
        ),
      }}
    />
  );
}
