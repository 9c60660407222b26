const { builtinModules } = require('node:module');

// Isomorphic: runs in the browser and in Node, and knows none of our other packages.
module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedSrcImports: [...builtinModules, 'react', 'react-dom'],
  restrictedImportPatterns: ['node:*', '@sei-platform/*'],
});
