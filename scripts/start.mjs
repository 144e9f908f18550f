// npm start: the main job on a copy of the bundled sample repository. npm start -- ARGS: the command line with ARGS.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'bin', 'portkey-migrate.js');

/** Runs a command to its end in front of the user; its exit code. */
function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 2;
}

/** One step of the demonstration; any other exit code than the expected one ends it. */
function step(title, args, cwd, expected = 0) {
  console.log(`\n── ${title}\n$ portkey-migrate ${args.join(' ')}\n`);
  const status = run(process.execPath, [program, ...args], cwd);
  if (status === expected) return;
  throw new Error(`portkey-migrate ${args.join(' ')}: expected exit code ${expected}, received ${status}`);
}

function commit(folder) {
  const settings = [
    'user.name=shop',
    'user.email=shop@localhost',
    'commit.gpgsign=false',
    'core.autocrlf=false',
  ];
  const options = [...settings, 'core.hooksPath=/dev/null'].flatMap((setting) => ['-c', setting]);
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'The shop as it was in November 2023'],
  ]) {
    if (run('git', [...options, ...args], folder) !== 0) throw new Error(`git ${args[0]} failed`);
  }
}

function demonstrate() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'portkey-migrate-shop-')));
  try {
    cpSync(join(root, 'samples', 'shop'), folder, { recursive: true });
    commit(folder);
    console.log(`The sample repository, committed in ${folder}`);
    step('What would change', ['--dry-run', '.'], folder, 1);
    step('Change it', ['.'], folder);
    step('Send the old and the new requests to the reference gateway', ['verify', '.'], folder);
    step('Nothing old is left', ['check', '.'], folder);
    return 0;
  } catch (error) {
    console.error(`\n${error.message}`);
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const args = process.argv.slice(2);
process.exitCode = args.length
  ? run(process.execPath, [program, ...args], process.env.INIT_CWD ?? process.cwd())
  : demonstrate();
