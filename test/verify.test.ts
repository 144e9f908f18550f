import { describe, expect, test } from 'vitest';
import { memoryProject } from '../src/memory.js';
import { migrate } from '../src/migrate.js';
import { judgeLeft } from '../src/verify/left.js';
import type { VerifiedSite } from '../src/verify/result.js';
import { gatewaySender } from '../src/verify/send.js';
import { verifyProjects } from '../src/verify/verify.js';
import { PAIRS } from './verify-pairs.js';
import { WRONG_MIGRATIONS } from './wrong-migrations.js';

type Files = Readonly<Record<string, string>>;

async function verify(before: Files, after: Files): Promise<readonly VerifiedSite[]> {
  return verifyProjects(memoryProject(before), memoryProject(after), await gatewaySender());
}

/** The same, where what is left must be a person's. */
async function verifyWhole(before: Files, after: Files): Promise<readonly VerifiedSite[]> {
  return judgeLeft(await verify(before, after), memoryProject(after), (project) =>
    migrate(project, { only: [], skip: [] }),
  );
}

/** Everything that is not equal, in words. */
function complaints(sites: readonly VerifiedSite[]): string[] {
  return sites.flatMap(({ at, line, verdict }) =>
    verdict.is === 'equal' ? [] : [`${at.file}:${line} ${JSON.stringify(verdict)}`],
  );
}

describe.each(PAIRS)('$name', ({ before, after }) => {
  test('is equal when migrated rightly', async () => {
    const sites = await verify(before, after);
    expect(complaints(sites)).toEqual([]);
    expect(sites.length).toBeGreaterThan(0);
  });

  const all = Object.values(after).join('\n');
  const wrong = WRONG_MIGRATIONS.flatMap(({ name, apply }) =>
    Object.entries(after).flatMap(([file, text]) =>
      apply(text, all).map((changed, at) => ({
        name,
        place: `${file}, ${at + 1}`,
        files: { ...after, [file]: changed },
        changed,
      })),
    ),
  );

  test.each(wrong)('is reported with a $name ($place)', async ({ files, changed }) => {
    const sites = await verifyWhole(before, files);
    const isReported = sites.some(({ verdict }) => verdict.is === 'differs' || verdict.is === 'refused');
    expect(isReported, changed).toBe(true);
  });
});

test('every wrong migration fits a pair', () => {
  const fitting = WRONG_MIGRATIONS.filter(({ apply }) =>
    PAIRS.some(({ after }) =>
      Object.values(after).some((text) => apply(text, Object.values(after).join('\n')).length),
    ),
  );
  expect(fitting).toEqual(WRONG_MIGRATIONS);
});

describe('what is said of a site', () => {
  const HEAD = "import { Portkey } from 'portkey-ai';\n";
  const OLD = `${HEAD}const p = new Portkey({ mode: 'single', llms: [{ provider: 'openai', virtual_key: process.env.VK }] });\n`;
  const NEW = `${HEAD}const p = new Portkey({ virtualKey: process.env.VK });\n`;
  const ask = (method: string, content = 'q') =>
    `p.${method}.create({ messages: [{ role: 'user', content: ${content} }] });\n`;
  const verdictOf = async (before: string, after: string) => {
    const [site] = await verify({ 'a.ts': before }, { 'a.ts': after });
    return site?.verdict;
  };

  test('a swapped variable is seen', async () => {
    const verdict = await verdictOf(
      OLD + ask('chatCompletions', 'question'),
      NEW + ask('chat.completions', 'answer'),
    );
    expect(verdict).toMatchObject({ is: 'differs' });
  });

  test('the same expression spelled otherwise is the same', async () => {
    const old = OLD + ask('chatCompletions', 'build(a,\n  "b")');
    expect(await verdictOf(old, NEW + ask('chat.completions', "build(a, 'b',)"))).toEqual({ is: 'equal' });
  });

  test('a call without its like is a difference, on either side', async () => {
    const two = await verify(
      { 'a.ts': OLD + ask('chatCompletions') },
      { 'a.ts': NEW + ask('chat.completions') + ask('chat.completions') },
    );
    expect(two.map(({ verdict }) => verdict.is)).toEqual(['equal', 'differs']);
    expect(await verdictOf(OLD + ask('chatCompletions'), 'export {};')).toMatchObject({ is: 'differs' });
  });

  test('calls are paired by the function they stand in', async () => {
    const one = (method: string) => `function a() { ${ask(method, '1')} }\n`;
    const two = (method: string) => `function b() { ${ask(method, '2')} }\n`;
    const before = OLD + one('chatCompletions') + two('chatCompletions');
    const after = NEW + two('chat.completions') + one('chat.completions');
    expect(complaints(await verify({ 'a.ts': before }, { 'a.ts': after }))).toEqual([]);
  });

  test('what was not touched is left, not wrong', async () => {
    const old = OLD + ask('chatCompletions');
    expect(await verdictOf(old, old)).toEqual({ is: 'left' });
  });

  test('what a migration would still change is not left for a person', async () => {
    const old = OLD + ask('chatCompletions');
    const [site] = await verifyWhole({ 'a.ts': old }, { 'a.ts': old });
    expect(site?.verdict).toMatchObject({ is: 'differs' });
  });

  test('a method the new SDK has not is refused', async () => {
    expect(await verdictOf(OLD + ask('chatCompletions'), NEW + ask('chatCompletions'))).toMatchObject({
      is: 'refused',
      message: expect.stringContaining('chatCompletions.create'),
    });
  });

  test('options that nobody sees are not readable', async () => {
    const before = `${HEAD}export function f(options) { const p = new Portkey(options); ${ask('chatCompletions')} }`;
    expect(await verdictOf(before, before.replace('chatCompletions', 'chat.completions'))).toMatchObject({
      is: 'unreadable',
    });
  });

  test('a client that could not be followed is not readable', async () => {
    const before = `export const f = (p) => ${ask('chatCompletions')}`;
    expect(await verdictOf(before, before)).toMatchObject({ is: 'unreadable' });
  });

  test('a client whose calls are elsewhere is judged by a call it would make', async () => {
    const exported = (text: string) => text.replace('const p', 'export const p');
    expect(await verdictOf(exported(OLD), exported(NEW))).toEqual({ is: 'equal' });
    expect(await verdictOf(exported(OLD), exported(NEW).replace('VK', 'OTHER'))).toMatchObject({
      is: 'differs',
    });
  });

  test('each value a choice may take is tried', async () => {
    const choice = (a: string, b: string) => `const model = big ? '${a}' : '${b}';\n`;
    const call = (method: string) => `p.${method}.create({ model, messages: [] });\n`;
    const before = OLD + choice('gpt-4', 'gpt-3.5') + call('chatCompletions');
    expect(await verdictOf(before, NEW + choice('gpt-4', 'gpt-3.5') + call('chat.completions'))).toEqual({
      is: 'equal',
    });
    expect(await verdictOf(before, NEW + choice('gpt-4', 'gpt-4') + call('chat.completions'))).toMatchObject({
      is: 'differs',
    });
  });

  test('headers that nothing in sight sends are listed as not readable', async () => {
    const text =
      "import { send } from 'somewhere';\nsend({ headers: { 'x-portkey-api-key': k, 'x-portkey-provider': 'openai' } });\n";
    const [site] = await verify({ 'a.ts': text }, { 'a.ts': text });
    expect(site).toMatchObject({ line: 2, verdict: { is: 'unreadable' } });
    const used = `${text.replace('somewhere', './b')}`;
    const b = "export const send = (o) => fetch('https://api.portkey.ai/v1/models', o);\n";
    expect(complaints(await verify({ 'a.ts': used, 'b.ts': b }, { 'a.ts': used, 'b.ts': b }))).toEqual([]);
  });

  test('what never worked has nothing to lose, beside what did', async () => {
    const client = 'const p = cond ? new Portkey({}) : ';
    const before = OLD.replace('const p = ', client) + ask('chatCompletions');
    const after = NEW.replace('const p = ', client) + ask('chat.completions');
    expect(await verdictOf(before, after)).toEqual({ is: 'equal' });
    const never = `${HEAD}const p = new Portkey({});\n${ask('chatCompletions')}`;
    expect(await verdictOf(never, never.replace('chatCompletions', 'chat.completions'))).toMatchObject({
      is: 'unreadable',
    });
  });

  test('requests that are not for the gateway are nobody’s business', async () => {
    const other =
      "import OpenAI from 'openai';\nnew OpenAI().chat.completions.create({ model: 'm' }); fetch('https://example.com');\n";
    expect(await verify({ 'a.ts': other }, { 'a.ts': `${other}fetch('https://example.org');` })).toEqual([]);
  });
});
