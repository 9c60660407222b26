import { makeStyles } from '@material-ui/core/styles';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockBoundary,
  BlockError,
  BlockSkeleton,
  useFormats,
  useLiveUpdates,
  usePolicies,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { Notice } from '../../page/Notice';
import { PageContextProvider } from '../../page/state/PageContext';
import { useAddressState } from '../../page/state/useAddressState';
import { CatalogEntityPicker } from '../entity/CatalogEntityPicker';
import { CompareBlock } from './CompareBlock';
import { InForceBlock } from './InForceBlock';
import { readPoliciesState, writePoliciesState } from './policiesState';
import type { PoliciesState, PoliciesStateChange } from './policiesState';
import { VersionsBlock } from './VersionsBlock';

const ADDRESS = { read: readPoliciesState, write: writePoliciesState };
const SKELETON_HEIGHT = 360;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    fontFamily: theme.typography.fontFamily,
    color: theme.palette.text.primary,
  },
  teaching: { fontSize: 14, lineHeight: '20px', maxWidth: 720, margin: 0 },
}));

interface PoliciesOfProps {
  readonly entity: EntityName;
  readonly state: PoliciesState;
  readonly update: (change: PoliciesStateChange) => void;
}

function PoliciesOf({ entity, state, update }: PoliciesOfProps) {
  const { t } = useFormats();
  const query = usePolicies(entity);
  const { changeCount } = useLiveUpdates(entity);
  const page = useMemo(
    () => ({ entity, state, update, changeCount }),
    [entity, state, update, changeCount],
  );
  const answer = query.data;
  if (!answer) {
    return (
      <Block title={t('policies.inForce.title')}>
        {query.error ? (
          <BlockError
            error={query.error}
            what={t('policies.what')}
            onRetry={() => query.refetch()}
          />
        ) : (
          <BlockSkeleton height={SKELETON_HEIGHT} what={t('policies.what')} />
        )}
      </Block>
    );
  }
  if (!answer.inForce) {
    return (
      <Notice>
        {t('policies.none', { ref: answer.entity.ref })}{' '}
        {t('policies.noneAction')}
      </Notice>
    );
  }
  return (
    <PageContextProvider value={page}>
      {answer.isChanging && <Notice>{t('policies.isChanging')}</Notice>}
      {answer.problems.map(problem => (
        <Notice key={problem}>{problem}</Notice>
      ))}
      <BlockBoundary>
        <InForceBlock answer={answer} inForce={answer.inForce} />
      </BlockBoundary>
      <BlockBoundary>
        <VersionsBlock answer={answer} />
      </BlockBoundary>
      <BlockBoundary>
        <CompareBlock
          answer={answer}
          entity={entity}
          window={state.window}
          other={state.other}
          onChoose={other => update({ other })}
        />
      </BlockBoundary>
    </PageContextProvider>
  );
}

/** The policy of a component with what sets it, those before, and what another one would make of the same facts. */
export function PoliciesSection() {
  const classes = useStyles();
  const { t } = useFormats();
  const [state, update] = useAddressState(ADDRESS);
  return (
    <div className={classes.root}>
      <CatalogEntityPicker
        of="component"
        value={state.entity && state.ref}
        onChoose={ref => update({ ref })}
      />
      {state.entity && (
        <PoliciesOf entity={state.entity} state={state} update={update} />
      )}
      {!state.entity && state.ref && (
        <Notice>{t('policies.invalid', { ref: state.ref })}</Notice>
      )}
      {!state.entity && (
        <p className={classes.teaching}>{t('policies.choose')}</p>
      )}
    </div>
  );
}
