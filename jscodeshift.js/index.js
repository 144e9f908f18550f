// npx jscodeshift -t node_modules/portkey-migrate/jscodeshift.js src
//
// A folder, so that it can be CommonJS in a package of ES modules: jscodeshift takes a transform with require, which Node only
// lets load an ES module from 20.19 on. The work is done in dist/, the same as for the command line.
'use strict';

const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

// jscodeshift compiles what it requires; a plain import() would become a require again.
const load = new Function('url', 'return import(url)');
const work = pathToFileURL(join(__dirname, '..', 'dist', 'src', 'jscodeshift.js')).href;

/** Migrates one file; what belongs to other files is reported, never written. */
module.exports = async function migrate(file, api, options) {
  const { migrateFile } = await load(work);
  return migrateFile(file, api, options);
};
