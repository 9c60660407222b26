import Button from '@material-ui/core/Button';
import { dayOf } from '@sei-platform/plugin-engineering-insights-common';
import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { usePageContext } from '../page/state/PageContext';

/** Leads to the last window that has data; absent where none is known. */
export function LastPeriodButton({
  lastWindowWithData,
}: {
  readonly lastWindowWithData?: MetricWindow;
}) {
  const { t } = useFormats();
  const { update } = usePageContext();
  if (!lastWindowWithData) return null;
  const window = {
    from: dayOf(lastWindowWithData.from),
    to: dayOf(lastWindowWithData.to),
  };
  return (
    <Button
      color="primary"
      variant="outlined"
      size="small"
      data-no-print
      onClick={() => update({ window })}
    >
      {t('dora.state.showLastPeriod')}
    </Button>
  );
}
