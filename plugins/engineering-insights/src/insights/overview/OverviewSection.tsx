import { parseEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import {
  BlockError,
  BlockSkeleton,
  usePagesFormats,
  useMetricDefinitions,
  useOverviewTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useAddressState } from '../../page/state/useAddressState';
import { OverviewPage } from './OverviewPage';
import { OverviewMessage } from './OverviewMessage';
import { OverviewTargetPicker } from './bar/OverviewTargetPicker';
import { OverviewContextProvider } from './state/OverviewContext';
import { chooseTarget } from './state/chooseTarget';
import { readOverviewState, writeOverviewState } from './state/overviewState';

const SKELETON_HEIGHT = 480;

/** What the reader is one of, in lower case. */
function useOwnershipRefs() {
  const identityApi = useApi(identityApiRef);
  return useQuery({
    queryKey: ['engineering-insights', 'ownership'],
    queryFn: async () => {
      const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
      return ownershipEntityRefs.map(ref => ref.toLocaleLowerCase('en-US'));
    },
  });
}

function parseRef(ref: string | undefined) {
  try {
    return ref === undefined ? undefined : parseEntityRef(ref);
  } catch {
    // Whatever stands in an address may be no entity ref; then it is as if it were absent.
    return undefined;
  }
}

/** The overview tab: of what the address says, else of the reader's own domain or group, and never of everything. */
export function OverviewSection() {
  const { t } = usePagesFormats();
  const [state, update] = useAddressState({
    read: readOverviewState,
    write: writeOverviewState,
  });
  const targets = useOverviewTargets();
  const ownership = useOwnershipRefs();
  const definitions = useMetricDefinitions();
  const own = useMemo(
    () =>
      targets.data && ownership.data
        ? chooseTarget({
            targets: targets.data,
            ownershipRefs: ownership.data,
          })?.ref
        : undefined,
    [targets.data, ownership.data],
  );
  const entityRef = parseRef(state.entityRef) ? state.entityRef : own;
  const { days, lifecycle, tag } = state;
  const value = useMemo(() => {
    const entity = parseRef(entityRef);
    return (
      entity && {
        entity,
        query: { entity, days, lifecycle, tag },
        state,
        update,
        definitions: definitions.data ?? [],
      }
    );
  }, [entityRef, days, lifecycle, tag, state, update, definitions.data]);
  if (value) {
    return (
      <OverviewContextProvider value={value}>
        <OverviewPage targets={targets.data ?? []} />
      </OverviewContextProvider>
    );
  }
  const what = t('overview.whatTargets');
  if (targets.error) {
    return (
      <BlockError
        error={targets.error}
        what={what}
        onRetry={() => targets.refetch()}
      />
    );
  }
  if (!targets.data || ownership.isLoading) {
    return <BlockSkeleton height={SKELETON_HEIGHT} what={what} />;
  }
  if (targets.data.length === 0) {
    return (
      <OverviewMessage
        sentence={t('overview.target.none')}
        action={t('overview.target.noneAction')}
      />
    );
  }
  return (
    <OverviewMessage
      sentence={t('overview.target.choose')}
      action={t(
        ownership.error
          ? 'overview.target.chooseUnknown'
          : 'overview.target.chooseAction',
      )}
    >
      <OverviewTargetPicker
        targets={targets.data}
        onChoose={chosen => update({ entityRef: chosen })}
      />
    </OverviewMessage>
  );
}
