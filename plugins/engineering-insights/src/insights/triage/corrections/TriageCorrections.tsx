import Button from '@material-ui/core/Button';
import Snackbar from '@material-ui/core/Snackbar';
import {
  useCorrections,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { ReactNode } from 'react';
import { correctionErrorText } from '../../../dora/failures/CorrectionDialog';
import { TriageDialog } from './TriageDialog';
import {
  type AskedRequest,
  type Saying,
  sayingOf,
  type TriageRequest,
} from './TriageRequest';

export interface TriageCorrectionsState {
  /** Asks the reader for what is missing, then sends it. `id` is the row it was asked in. */
  readonly ask: (id: string, request: TriageRequest) => void;
  /** Rows that were just corrected and are still listed, as numbers follow a moment later. */
  readonly correctedIds: ReadonlySet<string>;
  readonly isSettling: boolean;
}

const Context = createContext<TriageCorrectionsState | undefined>(undefined);

/** How to correct from where one is. */
export function useTriageCorrections(): TriageCorrectionsState {
  const state = useContext(Context);
  if (!state)
    throw new Error(
      'useTriageCorrections is used outside of TriageCorrections.',
    );
  return state;
}

const SETTLED_AFTER_MS = 12_000;
/** Long enough to read it and to reach for Undo. */
const SHOWN_MS = 12_000;
const NOBODY: ReadonlySet<string> = new Set();

/** Which rows were corrected lately; forgotten once the numbers must have followed. */
function useSettling() {
  const [correctedIds, setCorrectedIds] = useState(NOBODY);
  const [settlingSince, setSettlingSince] = useState<number>();
  useEffect(() => {
    if (settlingSince === undefined) return undefined;
    const timer = setTimeout(() => {
      setSettlingSince(undefined);
      setCorrectedIds(NOBODY);
    }, SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [settlingSince]);
  const settle = useCallback((id: string | undefined) => {
    setSettlingSince(Date.now());
    setCorrectedIds(ids => (id ? new Set([...ids, id]) : NOBODY));
  }, []);
  return { correctedIds, isSettling: settlingSince !== undefined, settle };
}

interface Asked {
  readonly id: string;
  readonly request: AskedRequest;
}

/** Lets everything inside correct by hand, says what was taken, and offers to undo it. */
export function TriageCorrections({
  children,
}: {
  readonly children: ReactNode;
}) {
  const { t } = usePagesFormats();
  const { mutate } = useCorrections();
  const { correctedIds, isSettling, settle } = useSettling();
  const [asked, setAsked] = useState<Asked>();
  const [said, setSaid] = useState<Saying>();
  const [message, setMessage] = useState('');

  const onSaid = useCallback(
    (saying: Saying, id?: string) => {
      settle(id);
      setAsked(undefined);
      setSaid(saying);
      setMessage(
        t(saying.isTakenBack ? 'triage.takenBack' : 'triage.taken', {
          what: saying.what,
        }),
      );
    },
    [settle, t],
  );
  const send = useCallback(
    (saying: Saying, id?: string) =>
      mutate(saying.correction, {
        onSuccess: () => onSaid(saying, id),
        onError: error => {
          setSaid(undefined);
          setMessage(correctionErrorText(error, t));
        },
      }),
    [mutate, onSaid, t],
  );
  const state = useMemo<TriageCorrectionsState>(
    () => ({
      ask: (id, request) =>
        request.kind === 'unmark' || request.kind === 'takeBack'
          ? send(sayingOf(request, t), id)
          : setAsked({ id, request }),
      correctedIds,
      isSettling,
    }),
    [send, t, correctedIds, isSettling],
  );
  const undo = said?.undo;
  return (
    <Context.Provider value={state}>
      {children}
      {asked && (
        <TriageDialog
          request={asked.request}
          onClose={() => setAsked(undefined)}
          onSaid={saying => onSaid(saying, asked.id)}
        />
      )}
      <Snackbar
        // What is said next stays as long as what was said before.
        key={message}
        open={message !== ''}
        message={message}
        autoHideDuration={SHOWN_MS}
        onClose={(_, reason) => reason !== 'clickaway' && setMessage('')}
        ContentProps={{ role: 'status' }}
        action={
          said &&
          undo && (
            <Button
              size="small"
              color="inherit"
              onClick={() =>
                send({
                  correction: undo,
                  what: said.what,
                  isTakenBack: !said.isTakenBack,
                })
              }
            >
              {t('triage.undo')}
            </Button>
          )
        }
      />
    </Context.Provider>
  );
}
