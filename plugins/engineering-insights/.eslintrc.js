// The frontend knows -react and -common; with -node or -backend, SQL would end up in the bundle.
module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedImportPatterns: [
    '@sei-platform/*',
    '!@sei-platform/plugin-engineering-insights-common',
    '!@sei-platform/plugin-engineering-insights-react',
  ],
});
