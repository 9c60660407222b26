import { useApi } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

const MOST_FOUND = 20;

interface FoundComponent {
  readonly ref: string;
  readonly title: string;
}

function useComponents(term: string) {
  const catalogApi = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['engineering-insights', 'components', term],
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<FoundComponent[]> => {
      const { items } = await catalogApi.queryEntities({
        filter: { kind: 'component' },
        ...(term && {
          fullTextFilter: {
            term,
            fields: ['metadata.name', 'metadata.title'],
          },
        }),
        orderFields: { field: 'metadata.name', order: 'asc' },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
        ],
        limit: MOST_FOUND,
      });
      return items.map(entity => ({
        ref: stringifyEntityRef(entity),
        title: entity.metadata.title ?? entity.metadata.name,
      }));
    },
  });
}

export interface EntitySelectProps {
  /** Of the component that is chosen. */
  readonly value?: string;
  readonly onChange: (entityRef: string) => void;
}

/** A component of the catalog, by its name. */
export function EntitySelect({ value, onChange }: EntitySelectProps) {
  const { t } = useFormats();
  const [term, setTerm] = useState('');
  const { data: found = [], isFetching } = useComponents(term);
  const chosen = value
    ? found.find(({ ref }) => ref === value) ?? {
        ref: value,
        title: value.replace(/^component:(default\/)?/, ''),
      }
    : null;
  return (
    <Autocomplete
      value={chosen}
      options={found}
      loading={isFetching}
      filterOptions={options => options}
      getOptionLabel={({ title }) => title}
      getOptionSelected={(option, other) => option.ref === other.ref}
      noOptionsText={t('doctor.noMatches')}
      onInputChange={(_event, text, reason) =>
        setTerm(reason === 'input' ? text : '')
      }
      onChange={(_event, next) => next && onChange(next.ref)}
      disableClearable={chosen !== null}
      renderInput={parameters => (
        <TextField
          {...parameters}
          label={t('doctor.entity')}
          placeholder={t('doctor.entityHelp')}
          variant="outlined"
          size="small"
        />
      )}
    />
  );
}
