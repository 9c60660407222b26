import { runGit } from './runGit';

/** The first version with `http.curloptResolve`, which binds a name to the addresses that were checked. */
const LEAST_VERSION = [2, 37] as const;

/** Why git cannot be used on this machine, in a sentence; nothing where it can. */
export async function findGitProblem(): Promise<string | undefined> {
  const install =
    'Install it in the image of the backend, such as by "apt-get install git" or "apk add git".';
  try {
    const said = await runGit({
      args: ['version'],
      env: { PATH: process.env.PATH ?? '' },
      signal: new AbortController().signal,
      timeoutSeconds: 20,
    });
    const [, major, minor] = /^git version (\d+)\.(\d+)/.exec(said) ?? [];
    const [leastMajor, leastMinor] = LEAST_VERSION;
    const isEnough =
      Number(major) > leastMajor ||
      (Number(major) === leastMajor && Number(minor) >= leastMinor);
    return isEnough
      ? undefined
      : `The git program of this machine is too old (${said.trim()}); it takes version ${LEAST_VERSION.join(
          '.',
        )} or newer. ${install}`;
  } catch {
    return `There is no git program on this machine. ${install}`;
  }
}
