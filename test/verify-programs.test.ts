import { beforeAll, describe, expect, test } from 'vitest';
import { memoryProject } from '../src/memory.js';
import { migrate } from '../src/migrate.js';
import type { Project } from '../src/project.js';
import type { Migration } from '../src/result.js';
import { judgeLeft } from '../src/verify/left.js';
import type { VerifiedSite } from '../src/verify/result.js';
import { gatewaySender } from '../src/verify/send.js';
import { verifyProjects } from '../src/verify/verify.js';
import { programs } from './real/programs.js';
import { WRONG_MIGRATIONS } from './wrong-migrations.js';

type Files = Readonly<Record<string, string>>;

function migrated(project: Project): Migration {
  return migrate(project, { only: [], skip: [] });
}

async function verify(before: Files, after: Files): Promise<readonly VerifiedSite[]> {
  const fresh = memoryProject(after);
  return judgeLeft(
    await verifyProjects(memoryProject(before), fresh, await gatewaySender()),
    fresh,
    migrated,
  );
}

/** Sites that are reported as wrong, each by what is said of it. */
function reported(sites: readonly VerifiedSite[]): string[] {
  const wrong = sites.filter(({ verdict }) => verdict.is === 'differs' || verdict.is === 'refused');
  return wrong.map(({ at, verdict }) => `${at.file} ${JSON.stringify(verdict)}`);
}

describe.each(programs())('$name', ({ files }) => {
  let after: Files = {};
  beforeAll(() => {
    const made = migrated(memoryProject(files)).files.map(({ path, after: text }) => [path, text]);
    after = { ...files, ...Object.fromEntries(made) };
  });

  test('is equal when it is migrated', async () => {
    const sites = await verify(files, after);
    const complaints = sites.filter(({ verdict }) => verdict.is !== 'equal');
    expect(complaints).toEqual([]);
    expect(sites.length).toBeGreaterThan(0);
  });

  test.each(WRONG_MIGRATIONS)('is reported with a $name, wherever it fits', async ({ apply }) => {
    const all = Object.values(after).join('\n');
    const survivors: string[] = [];
    const known = new Set(reported(await verify(files, after)));
    for (const [file, text] of Object.entries(after)) {
      for (const wrong of apply(text, all)) {
        const said = reported(await verify(files, { ...after, [file]: wrong }));
        if (said.every((one) => known.has(one))) survivors.push(wrong);
      }
    }
    expect(survivors).toEqual([]);
  });
});

test('every wrong migration fits a program', () => {
  const unfit = WRONG_MIGRATIONS.filter(({ apply }) =>
    programs().every(({ files }) => {
      const texts = migrated(memoryProject(files)).files.map(({ after }) => after);
      return texts.every((text) => apply(text, texts.join('\n')).length === 0);
    }),
  );
  expect(unfit.map(({ name }) => name)).toEqual([]);
});
