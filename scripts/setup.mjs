// Installs what package-lock.json names (once per lock file) and builds dist/. Not `npm ci`: it insists on the optional
// packages of every platform being in the lock file.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.portkey-migrate-lock`;
const lock = readFileSync(`${root}package-lock.json`, 'utf8');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const run = (...args) => execFileSync(npm, args, { cwd: root, stdio: ['ignore', 2, 2] });

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  run('install', '--no-save', '--no-audit', '--no-fund');
  writeFileSync(stamp, lock);
}
run('run', '--silent', 'build');
