// Stages of a run that stand in for the real ones where a test is about the command line, the run and the disk. They know a
// made-up surface: OLD becomes NEW; GROUP becomes JOINED, in every file together or in none; MANUAL is a person's; BROKEN is
// a file that cannot be parsed.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

const WORDS = /OLD|GROUP|MANUAL|BROKEN/g;

export const fakeParts = {
  marks: async () => ({ anywhere: [{ word: 'OLD' }, { word: 'GROUP' }], named: [] }),
  scan: async ({ cwd, paths }) => {
    const files = paths.flatMap((path) => filesBelow(cwd, posix.normalize(path)));
    const candidates = files.filter((file) => readFileSync(join(cwd, file)).toString('latin1').match(WORDS));
    return { scannedFiles: files.length, candidates, files, problems: [] };
  },
  widen: async (candidates, { reader }) => reader.open(candidates),
  migrate: async (project, options) => migrate(project, options),
};

function filesBelow(cwd, path) {
  if (!existsSync(join(cwd, path))) return [];
  if (statSync(join(cwd, path)).isFile()) return [path];
  const entries = readdirSync(join(cwd, path)).filter((name) => !name.startsWith('.'));
  return entries.flatMap((name) => filesBelow(cwd, posix.join(path, name)));
}

function migrate(project, { only, skip, accepted, locked }) {
  const isChosen = (rule) => (!only.length || only.includes(rule)) && !skip.includes(rule);
  const all = project.files.flatMap((file) => findIn(file, project.read(file)));
  const found = all.filter(
    (one) => isChosen(one.rule) && !accepted({ ...one, at: { file: one.file, span: one.span } }, project),
  );
  const group = found
    .filter(({ rule }) => rule === 'group')
    .map(({ file }) => locked(file))
    .find(Boolean);
  const refusal = ({ rule, file }) => (rule === 'group' && group) || locked(file);
  const files = [...new Set(found.map(({ file }) => file))].map((path) => {
    const here = found.filter(({ file }) => file === path);
    const before = project.read(path);
    const made = new Set(here.filter((one) => 'to' in one && !refusal(one)).map(({ span }) => span.start));
    const after = before.replace(WORDS, (word, start) => (made.has(start) ? TO[word] : word));
    return {
      path,
      language: 'fake',
      before,
      after,
      findings: here.map((one) => reportOf(one, refusal(one))),
    };
  });
  const commands = files.some(({ before, after }) => before !== after) ? ['npm install'] : [];
  return { files, skipped: [], notices: [], commands };
}

const TO = { OLD: 'NEW', GROUP: 'JOINED' };
const RULES = { OLD: 'old', GROUP: 'group', MANUAL: 'manual', BROKEN: 'syntax' };

function findIn(file, text) {
  return [...text.matchAll(WORDS)].map(({ 0: word, index }) => ({
    file,
    rule: RULES[word],
    message: `${word} is found`,
    span: { start: index, end: index + word.length },
    ...(word in TO ? { to: TO[word] } : {}),
  }));
}

function reportOf({ rule, message, span, ...rest }, why) {
  if (rule === 'syntax') return { rule, level: 'error', message: 'cannot be parsed', span };
  if (!('to' in rest)) return { rule, level: 'manual', message, help: 'do it', span };
  return why
    ? { rule, level: 'error', message: `not changed, since ${why}. ${message}`, span }
    : { rule, level: 'applied', message, span };
}
