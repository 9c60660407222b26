import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import type { SourcesSummaryAnswer } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockBoundary,
  BlockError,
  BlockSkeleton,
  usePagesFormats,
  useSourcesSummary,
} from '@sei-platform/plugin-engineering-insights-react';
import { Notice } from '../../page/Notice';
import { olderAnswerText } from '../../page/olderAnswerText';
import { SourceDetails } from './SourceDetails';
import { SourcesBlock } from './SourcesBlock';
import { StreamsBlock } from './StreamsBlock';
import { useSourcesState } from './useSourcesState';

const SKELETON_HEIGHT = 480;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    fontFamily: theme.typography.fontFamily,
  },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 2),
  },
  name: { fontSize: 20, lineHeight: '28px', fontWeight: 600, margin: 0 },
  // On the page and not on paper, where a secondary colour has too little contrast.
  origin: { fontSize: 13, overflowWrap: 'anywhere' },
}));

function OpenSource({ answer }: { readonly answer: SourcesSummaryAnswer }) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const [state, update] = useSourcesState();
  const source = answer.sources.find(
    ({ id, origin }) =>
      id === state.source?.id && origin === state.source.origin,
  );
  return (
    <>
      <div className={classes.title}>
        <Button
          size="small"
          startIcon={<ArrowBackIcon fontSize="small" />}
          data-no-print
          onClick={() =>
            update({ source: null, state: null, text: '', page: 0 })
          }
        >
          {t('sources.back')}
        </Button>
        {source && (
          <>
            <h2 className={classes.name}>{source.title}</h2>
            <span className={classes.origin}>{source.origin}</span>
          </>
        )}
      </div>
      {source ? (
        <>
          <BlockBoundary>
            <SourceDetails source={source} asOf={answer.asOf} />
          </BlockBoundary>
          <BlockBoundary>
            <StreamsBlock source={source} />
          </BlockBoundary>
        </>
      ) : (
        <Notice>{t('sources.unknownSource')}</Notice>
      )}
    </>
  );
}

/** How the sources are read, for those who run the portal: all of them, or one with its streams. */
export function SourcesSection() {
  const classes = useStyles();
  const formats = usePagesFormats();
  const { t } = formats;
  const [{ source }] = useSourcesState();
  const query = useSourcesSummary();
  const answer = query.data;
  const what = t('sources.what');
  const older = answer && olderAnswerText(query, { ...formats, what });
  return (
    <div className={classes.root}>
      {older && <Notice>{older}</Notice>}
      {answer && source && <OpenSource answer={answer} />}
      {answer && !source && (
        <SourcesBlock answer={answer} isBusy={query.isFetching} />
      )}
      {!answer && (
        <Block title={t('sources.title')}>
          {query.error ? (
            <BlockError
              error={query.error}
              what={what}
              onRetry={() => query.refetch()}
            />
          ) : (
            <BlockSkeleton height={SKELETON_HEIGHT} what={what} />
          )}
        </Block>
      )}
    </div>
  );
}
