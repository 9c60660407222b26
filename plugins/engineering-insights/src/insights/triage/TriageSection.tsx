import { parseEntityRef } from '@backstage/catalog-model';
import {
  BlockError,
  BlockSkeleton,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { Notice } from '../../page/Notice';
import { TriagePage } from './TriagePage';
import { useAskedEntity } from './useAskedEntity';

const SKELETON_HEIGHT = 480;

/** What waits for a person in the entity that the address names, or else in the reader's own group. */
export function TriageSection() {
  const { t } = usePagesFormats();
  const { entityRef, ownGroupRefs, error, retry } = useAskedEntity();
  if (entityRef) {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return (
      <TriagePage
        // Another entity is another page: nothing said of one is undone on the other.
        key={entityRef}
        entity={{ kind, namespace, name }}
        ownGroupRefs={ownGroupRefs ?? []}
      />
    );
  }
  if (error)
    return <BlockError error={error} what={t('triage.what')} onRetry={retry} />;
  return ownGroupRefs ? (
    <Notice>{t('triage.noGroup')}</Notice>
  ) : (
    <BlockSkeleton height={SKELETON_HEIGHT} what={t('triage.what')} />
  );
}
