import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import {
  engineeringInsightsSourceManagePermission,
  isProblemError,
  type StreamReplayAnswer,
  type StreamRow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  usePagesFormats,
  useStreamAction,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import type { PagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useId, useState } from 'react';

/** Whether the reader may have a stream read or understood anew. */
export function useMayManage(): boolean {
  return usePermission({
    permission: engineeringInsightsSourceManagePermission,
  }).allowed;
}

function failureText(error: unknown, t: PagesFormats['t']): string {
  return isProblemError(error)
    ? t('sources.notDone', {
        status: String(error.problem.status),
        detail: error.problem.detail,
      })
    : t('sources.notDoneOffline');
}

function replayedText(
  { stream, scope }: StreamRow,
  answer: StreamReplayAnswer,
  { t, count, counted }: PagesFormats,
): string {
  return answer.read === 0
    ? t('sources.replayedNone', { stream, scope })
    : t('sources.replayed', {
        stream,
        scope,
        ...counted(answer.read),
        written: count(answer.written),
        invalid: count(answer.invalid),
      });
}

interface ReplayDialogProps {
  readonly row: StreamRow;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

function ReplayDialog({
  row: { stream, scope },
  isOpen,
  isBusy,
  onCancel,
  onConfirm,
}: ReplayDialogProps) {
  const { t } = usePagesFormats();
  const touchTargets = useTouchTargets();
  const titleId = useId();
  return (
    <Dialog
      open={isOpen}
      onClose={onCancel}
      maxWidth="sm"
      aria-labelledby={titleId}
      PaperProps={{ className: touchTargets }}
    >
      <DialogTitle id={titleId}>
        {t('sources.replayTitle', { stream, scope })}
      </DialogTitle>
      <DialogContent>
        {isBusy ? t('sources.replaying') : t('sources.replayText')}
      </DialogContent>
      <DialogActions>
        <Button onClick={onCancel}>{t('kit.cancel')}</Button>
        {!isBusy && (
          <Button color="primary" onClick={onConfirm}>
            {t('sources.replay')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

export interface StreamActionsProps {
  readonly row: StreamRow;
  /** Told what came of it, in a sentence. */
  readonly onDone: (text: string) => void;
}

/** Has a stream read now, or what it sent understood anew. */
export function StreamActions({ row, onDone }: StreamActionsProps) {
  const formats = usePagesFormats();
  const { t } = formats;
  const { id, stream, scope } = row;
  const [isConfirming, setIsConfirming] = useState(false);
  const retry = useStreamAction('retry');
  const replay = useStreamAction('replay');
  const onError = (error: unknown) => onDone(failureText(error, t));
  return (
    <>
      <Button
        size="small"
        color="primary"
        aria-label={t('sources.retryOf', { stream, scope })}
        onClick={() =>
          retry.mutate(id, {
            onSuccess: () => onDone(t('sources.retried', { stream, scope })),
            onError,
          })
        }
      >
        {t('sources.retry')}
      </Button>
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={t('sources.replayOf', { stream, scope })}
        onClick={() => setIsConfirming(true)}
      >
        {t('sources.replay')}
      </Button>
      <ReplayDialog
        row={row}
        isOpen={isConfirming}
        isBusy={replay.isPending}
        onCancel={() => setIsConfirming(false)}
        onConfirm={() =>
          replay.mutate(id, {
            onSuccess: answer => {
              if (answer) onDone(replayedText(row, answer, formats));
            },
            onError,
            onSettled: () => setIsConfirming(false),
          })
        }
      />
    </>
  );
}
