import Button from '@material-ui/core/Button';
import type { DoraAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useDoraContext } from '../state/DoraContext';

/** Leads to the last window that has data; absent where none is known. */
export function LastPeriodButton({
  answer: { lastWindowWithData },
}: {
  readonly answer: DoraAnswer;
}) {
  const { t } = useFormats();
  const { update } = useDoraContext();
  if (!lastWindowWithData) return null;
  const window = {
    from: lastWindowWithData.from.slice(0, 10),
    to: lastWindowWithData.to.slice(0, 10),
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
