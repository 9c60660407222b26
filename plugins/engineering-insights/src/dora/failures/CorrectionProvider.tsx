import Snackbar from '@material-ui/core/Snackbar';
import type { DeploymentRow } from '@sei-platform/plugin-engineering-insights-common';
import {
  useCorrections,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Correction } from '@sei-platform/plugin-engineering-insights-react';
import { createContext, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { CorrectionDialog, correctionErrorText } from './CorrectionDialog';
import type { CorrectionRequest } from './CorrectionDialog';

export interface CorrectionActions {
  /** Asks the reader for what the correction needs, then sends it. */
  readonly ask: (request: CorrectionRequest) => void;
  readonly send: (correction: Correction) => void;
}

const CorrectionContext = createContext<CorrectionActions | undefined>(
  undefined,
);

/** How to correct a deployment or an incident from where one is. */
export function useCorrectionActions(): CorrectionActions {
  const actions = useContext(CorrectionContext);
  if (!actions)
    throw new Error(
      'useCorrectionActions is used outside of CorrectionProvider.',
    );
  return actions;
}

const SHOWN_MS = 6_000;

export interface CorrectionProviderProps {
  /** What an incident can be linked to. */
  readonly deployments: readonly DeploymentRow[];
  readonly children: ReactNode;
}

/** Lets everything inside correct what was derived, and says whether that was kept. */
export function CorrectionProvider({
  deployments,
  children,
}: CorrectionProviderProps) {
  const { t } = useFormats();
  const { mutate } = useCorrections();
  const [request, setRequest] = useState<CorrectionRequest>();
  const [message, setMessage] = useState('');

  const actions = useMemo<CorrectionActions>(
    () => ({
      ask: setRequest,
      send: correction =>
        mutate(correction, {
          onSuccess: () => setMessage(t('dora.failures.saved')),
          onError: error => setMessage(correctionErrorText(error, t)),
        }),
    }),
    [mutate, t],
  );
  return (
    <CorrectionContext.Provider value={actions}>
      {children}
      {request && (
        <CorrectionDialog
          request={request}
          deployments={deployments}
          onClose={() => setRequest(undefined)}
          onSaved={() => {
            setRequest(undefined);
            setMessage(t('dora.failures.saved'));
          }}
        />
      )}
      <Snackbar
        open={message !== ''}
        message={message}
        autoHideDuration={SHOWN_MS}
        onClose={() => setMessage('')}
        ContentProps={{ role: 'status' }}
      />
    </CorrectionContext.Provider>
  );
}
