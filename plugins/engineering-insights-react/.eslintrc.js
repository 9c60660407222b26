// Of our packages, only -common may be imported.
module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedImportPatterns: [
    '@sei-platform/*',
    '!@sei-platform/plugin-engineering-insights-common',
  ],
});
