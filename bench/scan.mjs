// What a run over a large repository costs, next to `rg` and to jscodeshift: node bench/scan.mjs [ROUNDS]
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareTree, setOld } from './tree.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.argv[2] ?? 15);
const cache = process.env.PORTKEY_MIGRATE_BENCH ?? join(tmpdir(), 'portkey-migrate-bench');
const tree = join(cache, 'tree-1');

const rg = ['rg', '-li', 'portkey', '.'];
const check = [process.execPath, `${root}bin/portkey-migrate.js`, 'check', '--format', 'json'];
const jscodeshift = [
  process.execPath,
  `${root}node_modules/jscodeshift/bin/jscodeshift.js`,
  '--dry',
  '--silent',
  '--extensions=js,jsx,ts,tsx',
  '--parser=tsx',
  '-t',
  `${root}bench/early-return.cjs`,
  '.',
];

function run([command, ...args], expected) {
  const started = process.hrtime.bigint();
  const done = spawnSync(command, args, { cwd: tree, maxBuffer: 1 << 30 });
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  if (done.error) throw done.error;
  if (done.status !== expected) throw new Error(`${command} ended with ${done.status}: ${done.stderr}`);
  return { milliseconds, output: done.stdout.toString() };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs them alternately, so that whatever else the machine does hits all of them. */
function compare(title, commands, times) {
  const taken = commands.map(() => []);
  for (let round = -1; round < times; round += 1) {
    for (const [index, { command, status, proves }] of commands.entries()) {
      const { milliseconds, output } = run(command, status);
      if (!proves(output))
        throw new Error(`${command.join(' ')} did not do its job: ${output.slice(0, 500)}`);
      if (round >= 0) taken[index].push(milliseconds);
    }
  }
  console.log(`\n${title}, ${times} rounds`);
  const [base] = taken;
  for (const [index, { name }] of commands.entries()) {
    const times = taken[index];
    const row = [name.padEnd(24), seconds(median(times)), seconds(Math.min(...times))];
    const ratios = [median(times) / median(base), Math.min(...times) / Math.min(...base)];
    console.log([...row, ...ratios.map((ratio) => `${ratio.toFixed(2).padStart(6)} ×`)].join('  '));
  }
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(3).padStart(7)} s`;
}

function foundBy(count) {
  return (output) => output.split('\n').filter(Boolean).length === count;
}

function reportedBy(count) {
  return (output) => {
    const { summary, files } = JSON.parse(output);
    return summary.scannedFiles >= 50_000 && files.length === count;
  };
}

mkdirSync(cache, { recursive: true });
prepareTree(tree);
console.log(`${''.padEnd(24)}  ${'median'.padStart(9)}  ${'best'.padStart(9)}  median ratio, best ratio`);
for (const old of [0, 200]) {
  setOld(tree, old > 0);
  const rgEnd = old ? 0 : 1;
  const commands = [
    { name: 'rg -li portkey', command: rg, status: rgEnd, proves: foundBy(old) },
    { name: 'portkey-migrate check', command: check, status: old ? 1 : 0, proves: reportedBy(old) },
  ];
  compare(old ? '200 old files among 50,000' : '50,000 files, nothing old', commands, rounds);
  const peer = { name: 'jscodeshift', command: jscodeshift, status: 0, proves: () => true };
  compare(
    'the same by jscodeshift, returning early',
    [commands[0], peer],
    Math.min(3, Math.ceil(rounds / 5)),
  );
}
setOld(tree, false);
