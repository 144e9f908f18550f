import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { memoryProject } from '../src/memory.js';
import type { ProgramResult } from '../src/verify/program/result.js';
import { FORMATS, writeReport } from '../src/verify/report/index.js';
import type { Report, View } from '../src/verify/report/report.js';
import { reportOfProgram, reportOfSites } from '../src/verify/report/rows.js';
import { gatewaySender } from '../src/verify/send.js';
import { verifyProjects } from '../src/verify/verify.js';
import { ROOT } from './built.js';

const VIEW: View = {
  tool: { name: 'portkey-migrate', version: '1.2.3' },
  colour: false,
  isStrict: false,
  remote: undefined,
  secrets: ['zebra-secret'],
};

const EVIL = '</pre><script>alert(1)</script> & "quoted" \'single\' | `code` \u0001 \ud800 ]]>';

/** Two clients, one migrated rightly and one with another key, another body and something to escape. */
async function sites(): Promise<Report> {
  const before = `import { Portkey } from 'portkey-ai';
const a = new Portkey({ apiKey: 'pk-0123456789abcdef', mode: 'single', llms: [{ provider: 'openai', api_key: 'raw-key-one' }] });
await a.chatCompletions.create({ messages: [{ role: 'user', content: ${JSON.stringify(EVIL)} }], max_tokens: 5 });
await a.chatCompletions.create({ messages: [] });
`;
  const after = `import { Portkey } from 'portkey-ai';
const a = new Portkey({ apiKey: 'pk-0123456789abcdef', provider: 'openai', Authorization: 'Bearer raw-key-two' });
await a.chat.completions.create({ messages: [{ role: 'user', content: 'x' }], max_tokens: 5 });
await a.chat.completions.create({ messages: [], stream: process.env.SECRETLY });
`;
  const send = await gatewaySender();
  const found = await verifyProjects(
    memoryProject({ 'a & b.ts': before }),
    memoryProject({ 'a & b.ts': after }),
    send,
  );
  return reportOfSites({ sites: found, compared: 'HEAD → the <working> tree' });
}

const PROGRAM: ProgramResult = {
  command: ['npm', 'test', '--', '--api-key=zebra-secret'],
  exit: { code: 3, signal: null },
  requests: [
    ...[1, 2].map(() => ({
      method: 'POST',
      url: 'api.portkey.ai/v1/chat/completions',
      api: 'new' as const,
      verdict: { is: 'accepted' } as const,
      place: { file: 'src/a.ts', line: 3, column: 9 },
    })),
    {
      method: 'POST',
      url: 'api.portkey.ai/v1/proxy/x<y>',
      api: 'old',
      verdict: { is: 'old', successor: '/v1/x<y>' },
      place: undefined,
    },
    {
      method: 'POST',
      url: 'api.portkey.ai/v1/chat/completions',
      api: 'new',
      verdict: { is: 'refused', status: 400, message: `${EVIL} zebra-secret` },
      place: { file: 'src/a.ts', line: 1, column: 1 },
    },
  ],
};

let report: Report;
beforeAll(async () => {
  report = await sites();
});

/** As strict as XML: elements that close, attributes in quotes, the five entities and numbers, no character that XML has not. */
function checkXml(xml: string): readonly string[] {
  const open: string[] = [];
  const seen: string[] = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
  const rest = xml
    .replace(/^<\?xml [^?]*\?>/, '')
    .replace(/<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, __, empty) => {
      if (end) expect(open.pop()).toBe(name);
      else {
        seen.push(name);
        if (!empty) open.push(name);
      }
      return '';
    });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(xml).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#\d+;)/);
  return seen;
}

describe('every format', () => {
  test.each(Object.keys(FORMATS))('%s hides credentials, and says what they are not', async (format) => {
    for (const one of [report, reportOfProgram(PROGRAM)]) {
      const text = await writeReport(format, one, VIEW);
      for (const secret of ['raw-key-one', 'raw-key-two', 'pk-0123456789abcdef', 'zebra-secret'])
        expect(text).not.toContain(secret);
      expect(text.endsWith('\n')).toBe(true);
    }
    expect(await writeReport(format, report, VIEW)).toMatch(/process\.env\.SECRETLY|stream/);
  });
});

test('keys inside configs are hidden, whatever they are wrapped in', async () => {
  const targets = (model: string) =>
    `{ strategy: { mode: 'fallback' }, targets: [{ provider: 'openai', api_key: 'raw-key-one' }, { provider: 'cohere', api_key: 'raw-key-two', override_params: { model: '${model}' } }] }`;
  const text = (model: string) =>
    `fetch('https://api.portkey.ai/v1/chat/completions', { method: 'POST', headers: { 'x-portkey-api-key': 'pk-0123456789abcdef', 'content-type': 'application/json', 'x-portkey-config': JSON.stringify(${targets(model)}) }, body: '{}' });`;
  const [before, after] = [memoryProject({ 'a.ts': text('a') }), memoryProject({ 'a.ts': text('b') })];
  const one = reportOfSites({
    sites: await verifyProjects(before, after, await gatewaySender()),
    compared: '',
  });
  for (const format of Object.keys(FORMATS)) {
    const said = await writeReport(format, one, VIEW);
    expect(said).not.toMatch(/raw-key|pk-0123/);
    expect(said).toContain('differ');
  }
});

test('text names both sides of a difference, and two keys as two', async () => {
  const text = await writeReport('text', report, VIEW);
  expect(text).toContain('a & b.ts\n  3:7 portkey-ai: differs\n');
  expect(text).toMatch(/credentials\.apiKey\n {8}old: "\*\*\*"\n {8}new: "\*\*\* \(another one\)"/);
  expect(text).toContain('0 of 2 call sites proven equal, 2 differ\n');
});

describe('json', () => {
  const schema = JSON.parse(readFileSync(`${ROOT}schemas/verify.schema.json`, 'utf8'));
  const validate = new Ajv({ strict: false }).compile(schema);

  test('is what its schema says, of texts and of programs', async () => {
    for (const one of [report, reportOfProgram(PROGRAM)]) {
      for (const remote of [undefined, 'http://localhost:8787']) {
        const said = JSON.parse(await writeReport('json', one, { ...VIEW, remote }));
        validate(said);
        expect(validate.errors).toBeNull();
      }
    }
    expect(validate({ version: 1 })).toBe(false);
  });

  test('has both requests and both recordings', async () => {
    const [first] = JSON.parse(await writeReport('json', report, VIEW)).sites;
    expect(first.sent).toMatchObject({
      old: {
        api: 'old',
        request: { url: 'https://api.portkey.ai/v1/chatComplete', headers: { 'x-portkey-api-key': '***' } },
        recording: { plan: { targets: [{ provider: 'openai', credentials: { apiKey: '***' } }] } },
      },
      new: { api: 'new', request: { headers: { authorization: 'Bearer ***' }, body: { max_tokens: 5 } } },
    });
  });
});

describe('junit', () => {
  test('is XML, with a case for every row', async () => {
    const xml = await writeReport('junit', report, VIEW);
    expect(checkXml(xml)).toEqual([
      'testsuites',
      'testsuite',
      ...['testcase', 'failure', 'testcase', 'failure'],
      'system-out',
    ]);
    expect(xml).toContain(
      '<testcase classname="a &amp; b.ts" name="a &amp; b.ts:3:7 portkey-ai" file="a &amp; b.ts" line="3">',
    );
    expect(xml).toContain('tests="2" failures="2" errors="0" skipped="0"');
  });

  test('of a program fails what is refused or old', async () => {
    const xml = await writeReport('junit', reportOfProgram(PROGRAM), VIEW);
    checkXml(xml);
    expect(xml).toContain('tests="3" failures="2" errors="0" skipped="0"');
    expect(xml).toContain('<failure message="old API: use /v1/x&lt;y&gt;" type="old">');
  });

  test('skips what is open, and fails it when strict', async () => {
    const site = report.rows[0];
    const open: Report = {
      ...report,
      rows: site ? [{ ...site, verdict: { is: 'unreadable', why: 'line\nbreak' } }] : [],
    };
    const loose = await writeReport('junit', open, VIEW);
    checkXml(loose);
    expect(loose).toContain('<skipped message="not readable: line&#10;break"/>');
    const strict = await writeReport('junit', open, { ...VIEW, isStrict: true });
    checkXml(strict);
    expect(strict).toContain('failures="1"');
  });
});

describe('markdown', () => {
  test('is a table whose cells cannot break it', async () => {
    const text = await writeReport('markdown', report, VIEW);
    const tables = text.split('\n').filter((line) => line.startsWith('|'));
    const bars = tables.map((line) => line.replace(/\\\|/g, '').match(/\|/g)?.length);
    expect(new Set(bars)).toEqual(new Set([5, 4]));
    expect(text).toContain('| ❌ | `a & b.ts:3:7` | portkey-ai | **differs** |');
    expect(text.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '')).not.toContain('<script>');
  });

  test('of a program says how often, and where', async () => {
    const text = await writeReport('markdown', reportOfProgram(PROGRAM), VIEW);
    expect(text).toContain(
      '| ✅ | `src/a.ts:3:9` | POST api.portkey.ai/v1/chat/completions (2 times) | **accepted** |',
    );
    expect(text).toContain('| ❌ | `an unknown place` |');
    expect(text).not.toContain('<script>');
    expect(text).toContain('exited with 3');
  });
});

describe('html', () => {
  test('is one page that needs nothing else and runs nothing', async () => {
    for (const one of [report, reportOfProgram(PROGRAM)]) {
      const page = await writeReport('html', one, VIEW);
      expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\shref=|@import|url\(|\son\w+=/i);
      expect(page).toContain("default-src 'none'");
      checkXml(
        page
          .replace('<!doctype html>\n', '')
          .replace(/<(meta[^>]*)>/g, '<$1/>')
          .replace(/<style>[\s\S]*<\/style>/, '')
          .replace(/ open>/g, '>'),
      );
    }
  });

  test('puts old and new request and recording side by side', async () => {
    const page = await writeReport('html', report, VIEW);
    const sides = /<table class="sides">[\s\S]*?<\/table>/.exec(page)?.[0] ?? '';
    const cells = [...sides.matchAll(/<td>([\s\S]*?)<\/td>/g)].map(([, cell]) => cell ?? '');
    expect(cells).toHaveLength(4);
    expect(cells[0]).toContain('POST https://api.portkey.ai/v1/chatComplete');
    expect(cells[0]).toContain('&lt;/pre&gt;&lt;script&gt;');
    expect(cells[1]).toContain('POST https://api.portkey.ai/v1/chat/completions');
    expect(cells[1]).toContain('authorization: Bearer ***');
    expect(cells[2]).toContain('the old API');
    expect(cells[3]).toContain('the new API');
    expect(cells[3]).toContain('&quot;provider&quot;: &quot;openai&quot;');
  });
});
