import { makeStyles } from '@material-ui/core/styles';
import type {
  ChoiceCount,
  OverviewAnswer,
  OverviewTarget,
} from '@sei-platform/plugin-engineering-insights-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  CopyButton,
  usePagesFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { BarSelect } from '../../../page/bar/BarSelect';
import { PageMenu } from '../../../page/bar/PageMenu';
import { useOverviewContext } from '../state/OverviewContext';
import { OVERVIEW_DAYS } from '../state/overviewState';
import { OverviewTargetPicker } from './OverviewTargetPicker';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    minHeight: 48,
    paddingBottom: theme.spacing(1),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  filter: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    fontSize: 13,
    whiteSpace: 'nowrap',
  },
  space: { flex: 1 },
  side: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) },
  link: { whiteSpace: 'nowrap' },
}));

// An option without a value is shown as none at all.
const ANY = 'any';
const optionOf = (value: string) => `is:${value}`;

/** Chooses one of what the services have; absent where there is nothing to choose. */
function Filter({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value?: string;
  readonly choices: readonly ChoiceCount[];
  readonly onChange: (value: string | null) => void;
}) {
  const classes = useStyles();
  const { t, count } = usePagesFormats();
  if (choices.length === 0 && value === undefined) return null;
  const known = choices.some(choice => choice.value === value);
  return (
    <span className={classes.filter}>
      <span aria-hidden>{label}</span>
      <BarSelect
        label={label}
        value={value === undefined ? ANY : optionOf(value)}
        onChange={next =>
          onChange(
            choices.find(choice => optionOf(choice.value) === next)?.value ??
              null,
          )
        }
        options={[
          { value: ANY, label: t('overview.bar.any') },
          ...(known || value === undefined
            ? []
            : [{ value: optionOf(value), label: value }]),
          ...choices.map(choice => ({
            value: optionOf(choice.value),
            label: t('overview.bar.withCount', {
              value: choice.value,
              amount: count(choice.serviceCount),
            }),
          })),
        ]}
      />
    </span>
  );
}

export interface OverviewBarProps {
  readonly targets: readonly OverviewTarget[];
  /** Absent until it is there. */
  readonly answer?: OverviewAnswer;
  readonly onCsv: () => void;
  readonly onDefinitions: () => void;
}

/** What the overview is of, what is left out, and what can be done with it. */
export function OverviewBar({
  targets,
  answer,
  onCsv,
  onDefinitions,
}: OverviewBarProps) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const isNarrow = useLayoutSize() === 'narrow';
  const { entity, state, update } = useOverviewContext();
  return (
    <div
      className={classes.root}
      data-no-print
      role="toolbar"
      aria-label={t('overview.bar.label')}
    >
      <OverviewTargetPicker
        targets={targets}
        selected={stringifyEntityRef(entity).toLocaleLowerCase('en-US')}
        onChoose={entityRef => update({ entityRef })}
      />
      <BarSelect
        label={t('dora.bar.window')}
        value={String(state.days)}
        options={OVERVIEW_DAYS.map(days => ({
          value: String(days),
          label: t('dora.bar.days', { days: String(days) }),
        }))}
        onChange={value =>
          update({ days: OVERVIEW_DAYS.find(days => String(days) === value) })
        }
      />
      <Filter
        label={t('overview.bar.lifecycle')}
        value={state.lifecycle}
        choices={answer?.lifecycles ?? []}
        onChange={lifecycle => update({ lifecycle })}
      />
      <Filter
        label={t('overview.bar.tag')}
        value={state.tag}
        choices={answer?.tags ?? []}
        onChange={tag => update({ tag })}
      />
      <div className={classes.space} />
      <div className={classes.side}>
        {!isNarrow && (
          <CopyButton
            className={classes.link}
            label={t('kit.copyLink')}
            text={() => sharedAddress(window.location.href, entity)}
          />
        )}
        <PageMenu
          csv={{ label: t('overview.bar.csv'), onDownload: onCsv }}
          onDefinitions={onDefinitions}
        />
      </div>
    </div>
  );
}

/** The address of what is shown, which names whose it is: another reader's own is another. */
export function sharedAddress(
  href: string,
  entity: Parameters<typeof stringifyEntityRef>[0],
): string {
  const url = new URL(href);
  url.searchParams.set('entity', stringifyEntityRef(entity));
  return url.toString();
}
