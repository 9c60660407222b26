/**
 * Runs the work of a whole program. What `onEnd` was given runs at the end, last-in, first-out,
 * also after Ctrl-C or a failure.
 */
export async function runProgram(work) {
  const steps = [];
  let interrupt;
  const interrupted = new Promise((_, reject) => {
    interrupt = (_, number) => reject(new Interrupted(number));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, interrupt);
  }
  try {
    await Promise.race([
      work({ onEnd: step => steps.push(step) }),
      interrupted,
    ]);
  } catch (error) {
    if (error instanceof Interrupted) {
      process.exitCode = 128 + error.signalNumber;
    } else {
      console.error(error.message);
      process.exitCode = 1;
    }
  }
  for (const step of steps.reverse()) await step();
  // What was interrupted half-way may still wait for something.
  process.exit();
}

class Interrupted extends Error {
  constructor(signalNumber) {
    super();
    this.signalNumber = signalNumber;
  }
}
