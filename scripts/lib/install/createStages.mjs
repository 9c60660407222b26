import { printStage } from '../printStage.mjs';

/** Runs the stages of a check one after another; a failure names its stage and how far the check came. */
export function createStages() {
  let passedCount = 0;
  return {
    async run(name, work) {
      try {
        const result = await printStage(name, work);
        passedCount += 1;
        return result;
      } catch (error) {
        throw new Error(
          `${error.message}\n${passedCount} stages passed, '${name}' failed`,
          { cause: error },
        );
      }
    },
    summarize(sentence) {
      console.log(`${passedCount} stages passed: ${sentence}`);
    },
  };
}
