import { makeStyles } from '@material-ui/core/styles';
import type {
  EntityName,
  EntityTriageAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockBoundary,
  BlockError,
  BlockSkeleton,
  usePagesFormats,
  useTriage,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { Notice } from '../../page/Notice';
import { CorrectionsBlock } from './blocks/CorrectionsBlock';
import { DeploymentsBlock } from './blocks/DeploymentsBlock';
import { IncidentsBlock } from './blocks/IncidentsBlock';
import { PeopleBlock } from './blocks/PeopleBlock';
import { UnheardBlock } from './blocks/UnheardBlock';
import {
  TriageCorrections,
  useTriageCorrections,
} from './corrections/TriageCorrections';
import { TriageHead } from './TriageHead';
import { TriageProvider } from './TriageContext';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    fontFamily: theme.typography.fontFamily,
  },
}));

const SKELETON_HEIGHT = 480;

export interface TriagePageProps {
  readonly entity: EntityName;
  /** What the reader belongs to, to choose from. */
  readonly ownGroupRefs: readonly string[];
}

/** What waits for a person among the services of an entity, with the corrections by hand. */
export function TriagePage({ entity, ownGroupRefs }: TriagePageProps) {
  return (
    <TriageCorrections>
      <TriageBody entity={entity} ownGroupRefs={ownGroupRefs} />
    </TriageCorrections>
  );
}

function TriageBody({ entity, ownGroupRefs }: TriagePageProps) {
  const { t } = usePagesFormats();
  const { isSettling } = useTriageCorrections();
  const { data, error, refetch } = useTriage({ entity, isSettling });
  const context = useMemo(
    () => data && { entity, answer: data, isSettling },
    [entity, data, isSettling],
  );
  if (context)
    return (
      <TriageProvider value={context}>
        <TriageBlocks answer={context.answer} ownGroupRefs={ownGroupRefs} />
      </TriageProvider>
    );
  return error ? (
    <BlockError
      error={error}
      what={t('triage.what')}
      onRetry={() => refetch()}
    />
  ) : (
    <BlockSkeleton height={SKELETON_HEIGHT} what={t('triage.what')} />
  );
}

function TriageBlocks({
  answer,
  ownGroupRefs,
}: {
  readonly answer: EntityTriageAnswer;
  readonly ownGroupRefs: readonly string[];
}) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const { entity, serviceCount, may } = answer;
  return (
    <div className={classes.root}>
      <TriageHead answer={answer} ownGroupRefs={ownGroupRefs} />
      {!may.correct && <Notice>{t('triage.mayNot')}</Notice>}
      {serviceCount === 0 ? (
        <Notice>{t('triage.noServices', { title: entity.title })}</Notice>
      ) : (
        <>
          <BlockBoundary>
            <IncidentsBlock />
          </BlockBoundary>
          <BlockBoundary>
            <DeploymentsBlock gap="revision" />
          </BlockBoundary>
          <BlockBoundary>
            <DeploymentsBlock gap="environment" />
          </BlockBoundary>
          <BlockBoundary>
            <PeopleBlock />
          </BlockBoundary>
          <BlockBoundary>
            <CorrectionsBlock />
          </BlockBoundary>
        </>
      )}
      {may.readSources && (
        <BlockBoundary>
          <UnheardBlock />
        </BlockBoundary>
      )}
    </div>
  );
}
