import type { OverviewTarget } from '@sei-platform/plugin-engineering-insights-common';
import { usePagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { EntityPicker } from '../../entity/EntityPicker';

const KINDS = ['domain', 'system', 'group'] as const;

export interface OverviewTargetPickerProps {
  readonly targets: readonly OverviewTarget[];
  /** Entity ref of what is shown. */
  readonly selected?: string;
  readonly onChoose: (entityRef: string) => void;
}

/** Chooses the domain, system or group that the overview is of, each with how many services it has. */
export function OverviewTargetPicker({
  targets,
  selected,
  onChoose,
}: OverviewTargetPickerProps) {
  const { t, counted } = usePagesFormats();
  return (
    <EntityPicker
      label={t('insights.entity.rollUp')}
      options={KINDS.flatMap(kind =>
        targets
          .filter(target => target.kind === kind)
          .map(({ ref, title, serviceCount }) => ({
            ref,
            title,
            detail: t('kit.services', counted(serviceCount)),
            group: t(`overview.target.${kind}`),
          })),
      )}
      value={targets.find(({ ref }) => ref === selected)}
      onChoose={onChoose}
    />
  );
}
