// Loaded into a server before its own code (node --require): tells the process that started it which port it got, and ends with
// that process.
'use strict';

const { Server } = require('node:net');

const { listen } = Server.prototype;
Server.prototype.listen = function (...args) {
  this.once('listening', () => process.send?.(this.address().port));
  return listen.apply(this, args);
};
process.on('disconnect', () => process.exit());
