const folders = [
  'api',
  'catalog',
  'database',
  'delivery',
  'engine',
  'ingestion',
  'metrics',
  'service',
];

// What each folder of src may import of the others.
const arrows = {
  // A webhook carries no credentials of the portal: it goes to the inbox, past the service.
  api: ['ingestion', 'service'],
  service: [
    'catalog',
    'database',
    'delivery',
    'engine',
    'ingestion',
    'metrics',
  ],
  engine: ['database', 'metrics'],
  metrics: [],
  ingestion: ['database'],
  delivery: ['database'],
  catalog: ['database'],
  database: [],
};

const zones = folders.flatMap(target =>
  folders
    .filter(from => from !== target && !arrows[target].includes(from))
    .map(from => ({
      target: `./src/${target}`,
      from: `./src/${from}`,
      message: `src/${target} may import of src: ${
        arrows[target].join(', ') || 'nothing'
      }.`,
    })),
);

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // The backend plugin knows -node and -common, never a module.
  restrictedImportPatterns: [
    '@sei-platform/*',
    '!@sei-platform/plugin-engineering-insights-common',
    '!@sei-platform/plugin-engineering-insights-node',
  ],
  // Without the extensions the rule below resolves no TypeScript file and finds nothing.
  settings: { 'import/resolver': { node: { extensions: ['.ts', '.js'] } } },
  rules: {
    'import/no-restricted-paths': ['error', { basePath: __dirname, zones }],
  },
  testRules: { 'import/no-restricted-paths': 'off' },
});
