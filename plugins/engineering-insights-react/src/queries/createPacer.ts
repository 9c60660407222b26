export interface Pacer {
  /** Has the work done: now, or after what is under way and a pause. */
  ask(): void;
  /** Nothing more begins. */
  stop(): void;
}

/** Has work done one at a time with a pause between, and once for all who asked meanwhile, so that asking often never keeps it from ending. */
export function createPacer(options: {
  /** Never rejects. */
  readonly work: () => Promise<void>;
  readonly pauseMs: number;
}): Pacer {
  const { work, pauseMs } = options;
  let isBusy = false;
  let isAsked = false;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run() {
    isBusy = true;
    isAsked = false;
    await work();
    if (isStopped) return;
    timer = setTimeout(() => {
      isBusy = false;
      if (isAsked) run();
    }, pauseMs);
  }

  return {
    ask() {
      isAsked = true;
      if (!isBusy && !isStopped) run();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
