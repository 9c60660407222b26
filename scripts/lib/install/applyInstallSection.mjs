import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changeJson } from './changeJson.mjs';
import { changeText } from './changeText.mjs';

/** Does to the new portal what the README says, with the packed packages, and the playground in GitHub's place. */
export async function applyInstallSection({
  portal,
  section,
  packages,
  source,
}) {
  const specs = new Map(
    packages.map(({ name, file }) => [name, `file:${file}`]),
  );
  for (const addition of section.additions) {
    await changeJson(
      join(portal, addition.folder, 'package.json'),
      manifest => {
        for (const name of addition.names) {
          manifest.dependencies[name] = requireSpec(specs, name);
        }
      },
    );
  }
  // The packages name each other by version, which no registry has yet.
  await changeJson(join(portal, 'package.json'), manifest => {
    Object.assign(manifest.resolutions, Object.fromEntries(specs));
  });

  await changeText(join(portal, 'packages/backend/src/index.ts'), code =>
    code.replace('backend.start();', `${section.backend}\nbackend.start();`),
  );
  await writeFile(
    join(portal, 'app-config.readme.yaml'),
    section.config.replaceAll('github.com', source.host),
  );
  await writeFile(
    join(portal, 'catalog-info.yaml'),
    describeComponent({ block: section.entity, source }),
  );
  return { folder: portal, source, component: COMPONENT };
}

const COMPONENT = 'payments';

function requireSpec(specs, name) {
  const spec = specs.get(name);
  if (spec) return spec;
  throw new Error(
    `README.md says to install ${name}, which none of the packages in plugins/ is.`,
  );
}

// The README's block ends inside of metadata.annotations. A slug names no host, so the location does.
function describeComponent({ block, source }) {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
spec:
  type: service
  lifecycle: production
  owner: guests
${block.trimEnd()}
    backstage.io/source-location: url:http://${
      source.host
    }/acme/payments/tree/main/
  name: ${COMPONENT}
`;
}
