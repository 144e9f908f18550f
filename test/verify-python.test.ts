import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadLanguages } from '../src/languages/index.js';
import { memoryProject } from '../src/memory.js';
import { migrate } from '../src/migrate.js';
import { judgeLeft } from '../src/verify/left.js';
import type { VerifiedSite } from '../src/verify/result.js';
import { gatewaySender } from '../src/verify/send.js';
import { verifyProjects } from '../src/verify/verify.js';
import { filesUnder } from './real/programs.js';
import { pythonPrograms } from './real/python/programs.js';
import { WRONG_PYTHON } from './wrong-python-migrations.js';

type Files = Readonly<Record<string, string>>;

/** Two texts of a program, the second one right. */
interface Pair {
  readonly name: string;
  readonly before: Files;
  readonly after: Files;
  /** Something is left for a person, who is told so. */
  readonly hasFindings: boolean;
}

await loadLanguages(['any.py']);

async function verify({ before }: Pick<Pair, 'before'>, after: Files): Promise<readonly VerifiedSite[]> {
  const fresh = memoryProject(after);
  return judgeLeft(
    await verifyProjects(memoryProject(before), fresh, await gatewaySender()),
    fresh,
    (project) => migrate(project, { only: [], skip: [] }),
  );
}

function isWrong({ verdict }: VerifiedSite): boolean {
  return verdict.is === 'differs' || verdict.is === 'refused';
}

const PROGRAMS: readonly Pair[] = pythonPrograms().map(({ name, before, after }) => ({
  name,
  before,
  after: { ...before, ...after },
  hasFindings: false,
}));

const ROOT = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** What the migration makes of single files, written by hand. */
function singles(): readonly Pair[] {
  const folders = readdirSync(ROOT).filter((folder) => folder !== 'projects');
  return folders.flatMap((folder) => {
    const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.output.py'));
    return names.map((name) => {
      const path = join(ROOT, folder, name);
      const read = (as: string): string => readFileSync(path.replace('.output.', `.${as}.`), 'utf8');
      return {
        name: `${folder}/${name.replace('.output.py', '')}`,
        before: { 'program.py': read('input') },
        after: { 'program.py': read('output') },
        hasFindings: existsSync(path.replace('.output.py', '.findings.json')),
      };
    });
  });
}

function projects(): readonly Pair[] {
  const folder = join(ROOT, 'projects');
  return readdirSync(folder).flatMap((name) => {
    const [old, fresh] = [join(folder, name, 'before'), join(folder, name, 'after')];
    if (!existsSync(fresh)) return [];
    const before = filesUnder(old);
    if (!Object.keys(before).some((file) => file.endsWith('.py'))) return [];
    const hasFindings = existsSync(join(folder, name, 'findings.json'));
    return [{ name: `projects/${name}`, before, after: { ...before, ...filesUnder(fresh) }, hasFindings }];
  });
}

const FIXTURES = [...singles(), ...projects()];

/** What is not the same afterwards, though nothing is left to do, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'client/messages-of-an-llm-become-override-params': 'SDK 1 takes no chat without messages',
  'client/spaces-semicolons-tabs-and-form-feeds-stay': 'a virtual key with an emoji goes into no header',
};

describe.each(PROGRAMS)('$name', (program) => {
  test('is equal as it was migrated by hand, call by call', async () => {
    const sites = await verify(program, program.after);
    expect(sites.filter(({ verdict }) => verdict.is !== 'equal')).toEqual([]);
    expect(sites.length).toBeGreaterThan(0);
  });

  test.each(WRONG_PYTHON)('is reported with a $name, wherever it fits', async ({ apply }) => {
    expect(await survivors(program, apply)).toEqual([]);
  });
});

type Apply = (text: string) => readonly string[];

let made = 0;

/** The changed lines of wrong texts that nothing is said of. */
async function survivors(pair: Pair, apply: Apply): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [file, text] of Object.entries(pair.after).filter(([name]) => name.endsWith('.py'))) {
    for (const wrong of apply(text)) {
      made += 1;
      const sites = await verify(pair, { ...pair.after, [file]: wrong });
      if (!sites.some(isWrong)) found.push(difference(text, wrong));
    }
  }
  return found;
}

/** The lines in which a text differs, for people. */
function difference(right: string, wrong: string): string {
  const [one, other] = [right.split('\n'), wrong.split('\n')];
  const at = other.findIndex((line, index) => line !== one[index]);
  return `${one[at]} -> ${other[at]}`;
}

describe('fixtures', () => {
  const judged = new Map<string, readonly VerifiedSite[]>();

  beforeAll(async () => {
    for (const pair of FIXTURES) judged.set(pair.name, await verify(pair, pair.after));
  });

  test.each(FIXTURES)(
    '$name means the same, or it is said why nothing can be said',
    ({ name, hasFindings }) => {
      const wrong = (judged.get(name) ?? []).filter(isWrong);
      if (hasFindings) return;
      expect(wrong.length > 0).toBe(name in DIFFERENT);
      if (!(name in DIFFERENT)) expect(wrong).toEqual([]);
    },
  );

  test('with an old route put back in another file than the request are reported', async () => {
    const name = 'projects/python-urls-requests-and-readers-in-different-files';
    const pair = FIXTURES.find((one) => one.name === name);
    const [file, old] = ['api/urls.py', pair?.before['api/urls.py'] ?? ''];
    const sites = pair ? await verify(pair, { ...pair.after, [file]: old }) : [];
    expect(sites.map(({ verdict }) => verdict.is)).toEqual(['differs']);
  });

  test('are read, nearly all of them', () => {
    const sites = [...judged.values()].flat();
    const equal = sites.filter(({ verdict }) => verdict.is === 'equal');
    expect(equal.length / sites.length).toBeGreaterThan(0.75);
  });

  // A config that with_options always takes the place of, a provider beside a config, a pattern of a match: some changes change nothing.
  test('that are proven are reported, wherever one of them is made wrong', async () => {
    const before = made;
    const found: string[] = [];
    for (const pair of FIXTURES.filter(({ name }) => isProven(judged.get(name)))) {
      for (const { name, apply } of WRONG_PYTHON) {
        const lines = await survivors(pair, apply);
        found.push(...lines.map((line) => `${pair.name}: ${name}: ${line}`));
      }
    }
    expect(made - before).toBeGreaterThan(200);
    expect(found.length / (made - before), found.join('\n')).toBeLessThan(0.05);
  });
});

function isProven(sites: readonly VerifiedSite[] = []): boolean {
  return sites.length > 0 && sites.every(({ verdict }) => verdict.is === 'equal');
}

describe('the wrong migrations', () => {
  test('are many', () => {
    expect(made).toBeGreaterThan(150);
  });

  test.each(WRONG_PYTHON)('have a program for a $name', ({ apply }) => {
    const fits = PROGRAMS.some(({ after }) => Object.values(after).some((text) => apply(text).length));
    expect(fits).toBe(true);
  });
});
