import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../paths.mjs';

const HEADING = '## In your portal';

/** What the README tells adopters to do: the packages to add to each folder, and the blocks to copy, by file. */
export async function readInstallSection() {
  const readme = await readFile(join(repositoryRoot, 'README.md'), 'utf8');
  const section = readme.split(`\n${HEADING}\n`)[1]?.split(/^## /m)[0];
  if (!section) throw new Error(`README.md has no section '${HEADING}'.`);

  const blocks = [...section.matchAll(/^```(\S+)(.*)\n([^]*?)^```$/gm)].map(
    ([, language, info, text]) => ({
      language,
      file: info.match(/title="([^"]+)"/)?.[1],
      text,
    }),
  );
  return {
    additions: blocks
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.trim().split('\n'))
      .map(readAddition),
    backend: findBlock(blocks, 'packages/backend/src/index.ts'),
    config: findBlock(blocks, 'app-config.yaml'),
    entity: findBlock(blocks, 'catalog-info.yaml'),
    app: findBlock(blocks, 'packages/app/src/App.tsx'),
    entityPage: findBlock(
      blocks,
      'packages/app/src/components/catalog/EntityPage.tsx',
    ),
  };
}

function readAddition(line) {
  const [, folder, names] = line.match(/^yarn --cwd (\S+) add (.+)$/) ?? [];
  if (folder) return { folder, names: names.split(' ') };
  throw new Error(
    `The section '${HEADING}' of README.md has the command '${line}', and this check knows 'yarn --cwd <folder> add <packages>' only.`,
  );
}

function findBlock(blocks, file) {
  const block = blocks.find(candidate => candidate.file === file);
  if (block) return block.text;
  throw new Error(
    `The section '${HEADING}' of README.md has no code block with title="${file}".`,
  );
}
