import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { memoryProject } from '../src/memory.js';
import { migrate } from '../src/migrate.js';
import { judgeLeft } from '../src/verify/left.js';
import type { VerifiedSite } from '../src/verify/result.js';
import { gatewaySender } from '../src/verify/send.js';
import { verifyProjects } from '../src/verify/verify.js';
import { ROOT } from './built.js';
import { type Mutant, mutantsOf } from './mutations.js';
import { programs } from './real/programs.js';

type Files = Readonly<Record<string, string>>;

/** A program as it was, and correctly migrated. */
interface Subject {
  readonly name: string;
  readonly before: Files;
  readonly after: Files;
}

function realPrograms(): readonly Subject[] {
  return programs().map(({ name, files }) => {
    const made = migrate(memoryProject(files)).files.map(({ path, after }) => [path, after]);
    return { name, before: files, after: { ...files, ...Object.fromEntries(made) } };
  });
}

/** Fixtures are correct by hand. */
function fixtures(): readonly Subject[] {
  const root = join(ROOT, 'fixtures');
  const folders = readdirSync(root).filter((folder) => folder !== 'projects');
  return folders.flatMap((folder) => {
    const names = readdirSync(join(root, folder));
    return names.flatMap((name) => {
      const [, stem, extension] = /^(.*)\.output\.([cm]?[jt]sx?)$/.exec(name) ?? [];
      if (!stem) return [];
      const text = (side: string): string =>
        readFileSync(join(root, folder, `${stem}.${side}.${extension}`), 'utf8');
      const file = `program.${extension}`;
      return [
        { name: `${folder}/${stem}`, before: { [file]: text('input') }, after: { [file]: text('output') } },
      ];
    });
  });
}

async function verify(before: Files, after: Files): Promise<readonly VerifiedSite[]> {
  const fresh = memoryProject(after);
  const sites = await verifyProjects(memoryProject(before), fresh, await gatewaySender());
  return judgeLeft(sites, fresh, migrate);
}

interface Judged {
  readonly subject: string;
  readonly mutant: Mutant;
  readonly isReported: boolean;
}

async function judgeSubject({ name, before, after }: Subject): Promise<readonly Judged[]> {
  const sites = await verify(before, after);
  // What is not proven to begin with proves nothing.
  if (!sites.length || sites.some(({ verdict }) => verdict.is !== 'equal')) return [];
  const judged: Judged[] = [];
  for (const mutant of mutantsOf(after)) {
    const found = await verify(before, { ...after, [mutant.file]: mutant.text });
    const isReported = found.some(({ verdict }) => verdict.is === 'differs' || verdict.is === 'refused');
    judged.push({ subject: name, mutant, isReported });
  }
  return judged;
}

const REPORT = join(ROOT, 'bench/mutations.md');

/** The table of bench/mutations.md; the figures change with every fixture, the survivors may not. */
function tableOf(judged: readonly Judged[]): string {
  const kinds = [...new Set(judged.map(({ mutant }) => mutant.kind))].sort();
  const rows = kinds.map((kind) => {
    const all = judged.filter(({ mutant }) => mutant.kind === kind);
    return `| ${kind} | ${all.length} | ${all.filter(({ isReported }) => isReported).length} |`;
  });
  const reported = judged.filter(({ isReported }) => isReported).length;
  const share = ((100 * reported) / judged.length).toFixed(2);
  const sum = `| **all** | **${judged.length}** | **${reported} (${share} %)** |`;
  return ['| what is wrong | made | reported |', '|---|---|---|', ...rows, sum].join('\n');
}

function survivorOf({ subject, mutant }: Judged): string {
  return `${subject}, ${mutant.file}:${mutant.line}: ${mutant.kind}: ${mutant.what}`;
}

let judged: readonly Judged[] = [];

describe('wrong migrations that a machine makes', () => {
  beforeAll(async () => {
    const all: Judged[] = [];
    for (const subject of [...realPrograms(), ...fixtures()]) all.push(...(await judgeSubject(subject)));
    judged = all;
    console.log(
      `${tableOf(judged)}\n\n${judged
        .filter(({ isReported }) => !isReported)
        .map(survivorOf)
        .join('\n')}`,
    );
  });

  test('are many, of every kind', () => {
    expect(judged.length).toBeGreaterThan(200);
    const kinds = new Set(judged.map(({ mutant }) => mutant.kind));
    for (const thing of ['header', 'key', 'parameter', 'target', 'weight', 'provider', 'body field'])
      expect(kinds).toContain(`drop ${thing}`);
    for (const thing of ['header', 'key', 'parameter', 'weight', 'provider', 'body field'])
      expect(kinds).toContain(`rename ${thing}`);
    for (const kind of ['swap header', 'swap key', 'swap parameter', 'swap order', 'replace route'])
      expect(kinds).toContain(kind);
  });

  test('are reported, 99 of 100', () => {
    const reported = judged.filter(({ isReported }) => isReported).length;
    expect(reported / judged.length).toBeGreaterThanOrEqual(0.99);
  });

  /** A survivor of a new fixture is either a weakness of verify, or no wrong migration: then it is listed with the reason. */
  test('that survive are listed and explained', () => {
    const text = readFileSync(REPORT, 'utf8');
    const listed = [...text.matchAll(/^\* `(.+)`: \S/gm)].map(([, survivor]) => survivor);
    const survivors = judged.filter(({ isReported }) => !isReported).map(survivorOf);
    expect(listed).toEqual(survivors);
  });
});
