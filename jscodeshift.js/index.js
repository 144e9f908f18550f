// npx jscodeshift -t node_modules/portkey-migrate/jscodeshift.js src
//
// A folder, so that it can be CommonJS in a package of ES modules: jscodeshift takes a transform with require, which Node only
// lets load an ES module from 20.19 on. The work, the same as for the command line, is done in a thread of its own: in this one
// jscodeshift has Babel compile everything that is required, parsers of several megabytes included.
'use strict';

const { join } = require('node:path');
const { Worker } = require('node:worker_threads');

const THREAD = join(__dirname, '..', 'dist', 'src', 'jscodeshift', 'thread.js');

/** Requests under way by their number, and the thread that works on them once there are some. */
const pending = new Map();
let thread;
let last = 0;

/** Every run of jscodeshift hands its own options object to all its files. */
const runs = new WeakMap();

function runOf(options) {
  if (!runs.has(options)) runs.set(options, ++last);
  return runs.get(options);
}

function start() {
  thread = new Worker(THREAD);
  thread.on('message', ({ id, text, reports, error }) => {
    const request = pending.get(id);
    settle(id);
    for (const message of reports) request.api.report(message);
    if (error) request.reject(error);
    else request.resolve(text);
  });
  thread.on('error', (error) => {
    thread = undefined;
    for (const [id, request] of pending) {
      pending.delete(id);
      request.reject(error);
    }
  });
}

/** The thread keeps the process alive only while there is something to wait for. */
function settle(id) {
  pending.delete(id);
  if (pending.size === 0) thread.unref();
}

/** Migrates one file; what belongs to other files is reported, never written. */
module.exports = function migrate(file, api, options = {}) {
  if (!thread) start();
  thread.ref();
  const id = ++last;
  const { only, skip } = options;
  return new Promise((resolve, reject) => {
    pending.set(id, { api, resolve, reject });
    thread.postMessage({
      id,
      run: runOf(options),
      file: { path: file.path, source: file.source },
      options: { only, skip },
    });
  });
};
