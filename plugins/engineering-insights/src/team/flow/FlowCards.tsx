import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import {
  BlockBoundary,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { metricOf } from '../section/SectionNumbers';
import type { SectionNumbers } from '../section/SectionNumbers';
import { FlowCard } from './FlowCard';
import { FLOW_CARDS } from './flowCardTexts';

const COLUMNS = { narrow: 1, medium: 2, wide: 4 } as const;

// The portal's own subtle text: the secondary one has too little contrast on the page itself.
const useStyles = makeStyles((theme: BackstageTheme) => ({
  cards: { display: 'grid', gap: theme.spacing(2) },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    marginTop: theme.spacing(1),
    color: theme.palette.textSubtle,
  },
}));

/** How much is finished, how long it takes, how long it waits and how large it is. */
export function FlowCards({ numbers }: { readonly numbers: SectionNumbers }) {
  const classes = useStyles();
  const { t } = useFormats();
  const columns = COLUMNS[useLayoutSize()];
  return (
    <div>
      <div
        className={classes.cards}
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      >
        {FLOW_CARDS.map(metricId => {
          const found = metricOf(numbers, metricId);
          return (
            found && (
              <BlockBoundary key={metricId}>
                <FlowCard
                  {...found}
                  metricId={metricId}
                  days={numbers.answer.window.days}
                />
              </BlockBoundary>
            )
          );
        })}
      </div>
      <div className={classes.note}>{t('team.cards.note')}</div>
    </div>
  );
}
