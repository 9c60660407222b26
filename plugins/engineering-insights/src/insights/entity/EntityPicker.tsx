import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import {
  TOUCH_MEDIA,
  TOUCH_TARGET_PX,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    width: 360,
    maxWidth: '100%',
    minWidth: 0,
    [theme.breakpoints.down('xs')]: { width: '100%' },
    [TOUCH_MEDIA]: {
      '& input': { minHeight: TOUCH_TARGET_PX, boxSizing: 'border-box' },
    },
  },
  // On the page and not on paper, where a secondary colour has too little contrast.
  label: { color: theme.palette.text.primary },
  option: {
    minWidth: 0,
    fontSize: 14,
    lineHeight: '20px',
    overflowWrap: 'anywhere',
  },
  detail: { fontSize: 12, color: theme.palette.text.secondary },
}));

/** An entity that can be chosen. */
export interface EntityOption {
  readonly ref: string;
  readonly title: string;
  /** What tells it from others of its title. */
  readonly detail: string;
  /** Under which heading it stands; those of one follow each other. */
  readonly group?: string;
}

export interface EntityPickerProps {
  /** What is chosen: "Component". */
  readonly label: string;
  readonly options: readonly EntityOption[];
  /** The chosen one, which may be none of the options. */
  readonly value?: Pick<EntityOption, 'ref' | 'title'>;
  readonly onChoose: (ref: string) => void;
  /** Where the options are what was found by what is typed; absent where they are all there are. */
  readonly search?: {
    readonly onTerm: (term: string) => void;
    readonly isSearching: boolean;
    /** Why there are no options. */
    readonly noneText: string;
  };
}

/** Chooses an entity by its name, by typing or from the list. */
export function EntityPicker({
  label,
  options,
  value,
  onChoose,
  search,
}: EntityPickerProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const ref = value?.ref;
  const title = value?.title;
  // Another object takes what was typed away.
  const chosen = useMemo(
    (): EntityOption | null =>
      ref === undefined || title === undefined
        ? null
        : { ref, title, detail: ref },
    [ref, title],
  );
  return (
    <Autocomplete
      className={classes.root}
      size="small"
      data-no-print
      value={chosen}
      disableClearable={chosen !== null}
      options={[...options]}
      groupBy={
        options.some(({ group }) => group !== undefined)
          ? ({ group }) => group ?? ''
          : undefined
      }
      getOptionLabel={option => option.title}
      getOptionSelected={(option, other) => option.ref === other.ref}
      {...(search && {
        // What is offered was found already.
        filterOptions: (found: EntityOption[]) => found,
        loading: search.isSearching,
        onInputChange: (_event: unknown, text: string, reason: string) =>
          search.onTerm(reason === 'input' ? text.trim() : ''),
      })}
      noOptionsText={search?.noneText ?? t('insights.entity.noneOfName')}
      loadingText={t('insights.entity.searching')}
      onChange={(_event, next) => next && onChoose(next.ref)}
      renderOption={option => (
        <div className={classes.option}>
          {option.title} <div className={classes.detail}>{option.detail}</div>
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
          label={label}
          placeholder={t('insights.entity.help')}
        />
      )}
    />
  );
}
