import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Band,
  ExplainAnswer,
  MeasuringChoice,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockBoundary,
  BlockError,
  BlockSkeleton,
  useExplanation,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useEffect, useState } from 'react';
import { usePageContext } from '../page/state/PageContext';
import { ExplainContent } from './ExplainContent';
import { EXPLANATION_HEIGHT } from './explanationHeight';

const useStyles = makeStyles(theme => ({
  newer: {
    display: 'flex',
    justifyContent: 'center',
    padding: theme.spacing(0.5),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
}));

export interface ExplanationBodyProps {
  readonly metricId: string;
  readonly window: MetricWindow;
  readonly band?: Band;
  /** How the number is measured; what does not bear on the metric is not in it. */
  readonly choice?: MeasuringChoice;
  /** The definition stands elsewhere on the page. */
  readonly isWithoutDefinition?: boolean;
  readonly className?: string;
}

/** The pages of an explanation as one: what all pages share is the same, the records follow each other. */
function join(pages: readonly ExplainAnswer[]): ExplainAnswer | undefined {
  const [first] = pages;
  return first && { ...first, records: pages.flatMap(page => page.records) };
}

/** How a number came about, with what is newer offered and not put in by itself. */
export function ExplanationBody({
  metricId,
  window,
  className,
  choice,
  ...content
}: ExplanationBodyProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const { entity, changeCount } = usePageContext();
  const query = useExplanation({ ...choice, entity, window, metricId });
  const [shownChange, setShownChange] = useState(changeCount);
  const answer = join(query.data?.pages ?? []);

  useEffect(() => {
    setShownChange(changeCount);
    // What is shown is as new as its last reading.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query.dataUpdatedAt]);

  return (
    <>
      {changeCount !== shownChange && (
        <div className={classes.newer} role="status">
          <Button size="small" color="primary" onClick={() => query.refetch()}>
            {t('dora.explain.newer')}
          </Button>
        </div>
      )}
      <div className={className}>
        {answer && (
          <BlockBoundary>
            <ExplainContent
              {...content}
              answer={answer}
              onMore={
                query.hasNextPage ? () => query.fetchNextPage() : undefined
              }
              isLoadingMore={query.isFetchingNextPage}
            />
          </BlockBoundary>
        )}
        {!answer && query.error && (
          <BlockError
            error={query.error}
            what={t('dora.explain.what')}
            onRetry={() => query.refetch()}
          />
        )}
        {!answer && !query.error && (
          <BlockSkeleton
            height={EXPLANATION_HEIGHT}
            what={t('dora.explain.what')}
          />
        )}
      </div>
    </>
  );
}
