import { readPackageFile } from '../testUtils/readPackageFile';
import { projectWorkflowRun } from './projectWorkflowRun';

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}
interface Operation {
  parameters: { $ref?: string; name?: string; in?: string }[];
  responses: Record<string, { content: Record<string, { schema: Schema }> }>;
}
interface Description {
  paths: Record<string, { get?: Operation }>;
  components: {
    parameters: Record<string, { name: string; in: string }>;
    schemas: Record<string, Schema>;
  };
}

const description = JSON.parse(
  readPackageFile('@octokit/openapi', 'generated/api.github.com.json'),
) as Description;

function operationOf(path: string): Operation {
  const operation = description.paths[path]?.get;
  if (!operation) throw new Error(`GitHub describes no GET ${path}`);
  return operation;
}

function queryParametersOf(path: string): string[] {
  return operationOf(path)
    .parameters.map(parameter =>
      parameter.$ref
        ? description.components.parameters[
            parameter.$ref.split('/').at(-1) ?? ''
          ]
        : parameter,
    )
    .filter(parameter => parameter.in === 'query')
    .map(parameter => parameter.name ?? '');
}

function resolved(schema: Schema): Schema {
  return schema.$ref
    ? resolved(
        description.components.schemas[schema.$ref.split('/').at(-1) ?? ''],
      )
    : schema;
}

/** The names of the fields of what a path answers, below the given fields. */
function fieldsOf(path: string, ...below: string[]): string[] {
  let schema = resolved(
    operationOf(path).responses['200'].content['application/json'].schema,
  );
  for (const field of below) {
    const property = resolved(schema.properties?.[field] ?? {});
    schema = property.items ? resolved(property.items) : property;
  }
  return Object.keys(schema.properties ?? {});
}

const RUNS = '/repos/{owner}/{repo}/actions/runs';
const ATTEMPT =
  '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}';
const COMPARE = '/repos/{owner}/{repo}/compare/{basehead}';
const COMMIT = '/repos/{owner}/{repo}/commits/{ref}';

describe("GitHub's published description of its REST API", () => {
  it.each([
    [RUNS, ['created', 'per_page', 'page']],
    [COMPARE, ['per_page', 'page']],
    [COMMIT, ['per_page', 'page']],
    [
      '/repos/{owner}/{repo}/code-scanning/alerts',
      ['sort', 'direction', 'per_page', 'page'],
    ],
    [
      '/repos/{owner}/{repo}/dependabot/alerts',
      ['sort', 'direction', 'per_page', 'after'],
    ],
    [
      '/repos/{owner}/{repo}/secret-scanning/alerts',
      ['sort', 'direction', 'per_page', 'page', 'hide_secret'],
    ],
  ])('knows the parameters of %s', (path, parameters) => {
    expect(queryParametersOf(path)).toEqual(expect.arrayContaining(parameters));
  });

  it('knows the fields that are used of a workflow run and of its attempts', () => {
    const used = Object.keys(
      projectWorkflowRun({
        id: 1,
        created_at: '2026-01-01T00:00:00Z',
        updated_at: '2026-01-01T00:00:00Z',
      }),
    );
    expect(fieldsOf(RUNS)).toEqual(
      expect.arrayContaining(['total_count', 'workflow_runs']),
    );
    expect(fieldsOf(RUNS, 'workflow_runs')).toEqual(
      expect.arrayContaining(used),
    );
    expect(fieldsOf(ATTEMPT)).toEqual(expect.arrayContaining(used));
  });

  it('knows the fields that are used of a commit and of a comparison', () => {
    const used = [
      'sha',
      'html_url',
      'commit',
      'author',
      'parents',
      'stats',
      'files',
    ];
    expect(fieldsOf(COMMIT)).toEqual(expect.arrayContaining(used));
    expect(fieldsOf(COMPARE, 'commits')).toEqual(expect.arrayContaining(used));
    expect(fieldsOf(COMMIT, 'files')).toEqual(
      expect.arrayContaining(['filename', 'status', 'additions', 'deletions']),
    );
  });
});
