import {
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import {
  TOUCH_MEDIA,
  TOUCH_TARGET_PX,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

const KINDS = ['component', 'system', 'domain', 'group'];
const MOST_OFFERED = 20;

const useStyles = makeStyles(theme => ({
  root: {
    width: 420,
    maxWidth: '100%',
    [TOUCH_MEDIA]: {
      '& input': { minHeight: TOUCH_TARGET_PX, boxSizing: 'border-box' },
    },
  },
  // On the page and not on paper, where a secondary colour has too little contrast.
  label: { color: theme.palette.text.primary },
  option: { fontSize: 14, lineHeight: '20px' },
  ref: { fontSize: 12, color: theme.palette.text.secondary },
}));

interface Offered {
  readonly ref: string;
  readonly title: string;
}

function offer(entity: Entity): Offered {
  return {
    ref: stringifyEntityRef(getCompoundEntityRef(entity)),
    title: entity.metadata.title ?? entity.metadata.name,
  };
}

function useOffered(term: string) {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['engineering-insights', 'offered', term],
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: KINDS },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
        ],
        fullTextFilter: {
          term,
          fields: ['metadata.name', 'metadata.title'],
        },
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: MOST_OFFERED,
      });
      return items.map(offer);
    },
    placeholderData: keepPreviousData,
  });
}

export interface EntityPickerProps {
  /** The ref of what is looked at. */
  readonly value?: string;
  readonly onChoose: (ref: string) => void;
}

/** Chooses what to look at among what the catalog shows the reader. */
export function EntityPicker({ value, onChoose }: EntityPickerProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const [term, setTerm] = useState('');
  const { data = [], error, isFetching } = useOffered(term.trim());
  return (
    <Autocomplete<Offered>
      // What was typed goes when another entity is looked at.
      key={value}
      className={classes.root}
      size="small"
      data-no-print
      options={[...data]}
      getOptionLabel={option => option.title}
      getOptionSelected={(option, chosen) => option.ref === chosen.ref}
      // The catalog has searched.
      filterOptions={options => options}
      loading={isFetching}
      noOptionsText={
        error ? t('health.page.couldNotSearch') : t('health.page.noneFound')
      }
      onInputChange={(_, text, reason) => {
        if (reason !== 'reset') setTerm(text);
      }}
      onChange={(_, option) => {
        if (option) onChoose(option.ref);
      }}
      renderOption={option => (
        <div className={classes.option}>
          {option.title}
          <div className={classes.ref}>{option.ref}</div>
        </div>
      )}
      renderInput={parameters => (
        <TextField
          {...parameters}
          variant="outlined"
          InputLabelProps={{
            ...parameters.InputLabelProps,
            className: classes.label,
          }}
          label={t('health.page.entity')}
          placeholder={t('health.page.entityHelp')}
        />
      )}
    />
  );
}
