// A module knows -node and -common: never the backend plugin, never another module.
module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedImportPatterns: [
    '@sei-platform/*',
    '!@sei-platform/plugin-engineering-insights-common',
    '!@sei-platform/plugin-engineering-insights-node',
  ],
});
