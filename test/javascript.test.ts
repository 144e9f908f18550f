import { describe, expect, test } from 'vitest';
import { memoryProject } from '../src/memory.js';
import { possibilities, resolve } from '../src/project.js';
import type { CallSite, RequestSite, Site, TextSite } from '../src/site.js';

const CLIENT = 'import { Client } from "pkg";\n';

function sitesOf(files: Record<string, string>, file = Object.keys(files)[0] ?? ''): readonly Site[] {
  return memoryProject(files).document(file)?.sites() ?? [];
}

/** The comments of a file in which an expression matches. */
function commentsOf(code: string, matching: RegExp): string[] {
  const found = memoryProject({ 'a.ts': code }).document('a.ts')?.comments?.(matching) ?? [];
  return found.map(({ text }) => text);
}

/** Every call on an object of pkg's Client, as `a.b`, with how it was followed there. */
function callsOn(files: Record<string, string>, file?: string): string[] {
  return sitesOf(files, file)
    .filter((site): site is CallSite => site.kind === 'call')
    .filter(
      (site) =>
        site.receivers.some((call) => call.origin?.module === 'pkg') || site.receiverType?.module === 'pkg',
    )
    .map((site) => site.path.map((step) => step.name).join('.'));
}

describe('calls are followed to the construction of their receiver', () => {
  test.each<[string, string]>([
    ['a constant', 'const c = new Client({}); c.chat.create();'],
    ['a later assignment', 'let c; c = new Client({}); c.chat.create();'],
    ['an alias', 'const c = new Client({}); const d = c; d.chat.create();'],
    ['a cast and a non-null assertion', 'const c = new Client({}) as unknown as any; c!.chat.create();'],
    ['optional chaining', 'const c = new Client({}); c?.chat?.create();'],
    ['an element access', 'const c = new Client({}); c["chat"].create();'],
    ['a field', 'class A { c = new Client({}); go() { return this.c.chat.create(); } }'],
    [
      'a field set in the constructor',
      'class A { c; constructor() { this.c = new Client({}); } go() { this.c.chat.create(); } }',
    ],
    [
      'a private any field',
      'class A { #x = 1; private c: any; init() { this.c = new Client({}); } go() { this.c.chat.create(); } }',
    ],
    ['a parameter property', 'class A { constructor(private c: Client) {} go() { this.c.chat.create(); } }'],
    ['a typed parameter', 'function go(c: Client) { c.chat.create(); }'],
    ['a passed argument', 'function go(c) { c.chat.create(); } go(new Client({}));'],
    ['a destructured argument', 'function go({ c }) { c.chat.create(); } go({ c: new Client({}) });'],
    ['a function that returns it', 'function make() { return new Client({}); } make().chat.create();'],
    [
      'an async function',
      'async function make() { return new Client({}); } const c = await make(); c.chat.create();',
    ],
    ['an arrow', 'const make = () => new Client({}); make().chat.create();'],
    ['a lazy singleton', 'let c; function get() { c ??= new Client({}); return c; } get().chat.create();'],
    ['an object that holds it', 'const deps = { c: new Client({}) }; deps.c.chat.create();'],
    ['a destructured object', 'const deps = { c: new Client({}) }; const { c: d } = deps; d.chat.create();'],
    [
      'a getter',
      'class A { private x = new Client({}); get c() { return this.x; } go() { this.c.chat.create(); } }',
    ],
    ['a local alias of the class', 'const C = Client; const c = new C({}); c.chat.create();'],
    ['a member pulled out', 'const c = new Client({}); const chat = c.chat; chat.create();'],
    [
      'a method of another object',
      'class A { c() { return new Client({}); } } const a = new A(); a.c().chat.create();',
    ],
    ['one of two', 'const c = x ? new Client({}) : null; c.chat.create();'],
  ])('%s', (_name, code) => {
    expect(callsOn({ 'a.ts': CLIENT + code })).toEqual(['chat.create']);
  });

  test.each<[string, string]>([
    ['a shadowing block', 'const c = new Client({}); { const c = other(); c.chat.create(); }'],
    ['a shadowing parameter', 'const c = new Client({}); function go(c: Other) { c.chat.create(); }'],
    ['another package', 'import { Client as C } from "other"; const c = new C(); c.chat.create();'],
    ['a class of the same name', 'class A { c = 1; } const c = new A(); c.chat.create();'],
  ])('not through %s', (_name, code) => {
    expect(callsOn({ 'a.ts': CLIENT + code })).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    [
      'a named export',
      {
        'b.ts': 'import { c } from "./a"; c.chat.create();',
        'a.ts': `${CLIENT}export const c = new Client({});`,
      },
    ],
    [
      'a default export',
      {
        'b.ts': 'import c from "./a.js"; c.chat.create();',
        'a.ts': `${CLIENT}export default new Client({});`,
      },
    ],
    [
      'a barrel',
      {
        'b.ts': 'import { c } from "./lib"; c.chat.create();',
        'lib/index.ts': 'export * from "./a";',
        'lib/a.ts': `${CLIENT}export const c = new Client({});`,
      },
    ],
    [
      'a renaming barrel',
      {
        'b.ts': 'import { llm } from "./lib"; llm.chat.create();',
        'lib/index.ts': 'export { c as llm } from "./a";',
        'lib/a.ts': `${CLIENT}export const c = new Client({});`,
      },
    ],
    [
      'a namespace',
      {
        'b.ts': 'import * as a from "./a"; a.c.chat.create();',
        'a.ts': `${CLIENT}export const c = new Client({});`,
      },
    ],
    [
      'require',
      {
        'b.js': 'const { c } = require("./a"); c.chat.create();',
        'a.js': 'const { Client } = require("pkg"); const c = new Client({}); module.exports = { c };',
      },
    ],
    [
      'require of the whole',
      {
        'b.js': 'const c = require("./a"); c.chat.create();',
        'a.js': 'const { Client } = require("pkg"); module.exports = new Client({});',
      },
    ],
    [
      'the class through a file',
      {
        'b.ts': 'import { Client } from "./deps.ts"; const c = new Client({}); c.chat.create();',
        'deps.ts': 'export { Client } from "pkg";',
      },
    ],
    [
      'a tsconfig path',
      {
        'src/b.ts': 'import { c } from "@/a"; c.chat.create();',
        'src/a.ts': `${CLIENT}export const c = new Client({});`,
        'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"] } } }',
      },
    ],
    [
      'a class of another file',
      {
        'b.ts': 'import { S } from "./a"; const s = new S(); s.c.chat.create();',
        'a.ts': `${CLIENT}export class S { c: Client; }`,
      },
    ],
  ])('in another file through %s', (_name, files) => {
    expect(callsOn(files)).toEqual(['chat.create']);
  });

  test('a dynamic import gives the module', () => {
    const code = 'const { Client } = await import("pkg"); const c = new Client({}); c.chat.create();';
    expect(callsOn({ 'a.mjs': code })).toEqual(['chat.create']);
    const member = 'const pkg = await import("pkg"); const c = new pkg.Client({}); c.chat.create();';
    expect(callsOn({ 'a.mjs': member })).toEqual(['chat.create']);
  });
});

describe('arguments are followed to the literals they come from', () => {
  test.each<[string, Record<string, string>]>([
    ['a constant', { 'a.ts': 'const o = { k: "v" }; new Client(o);' }],
    ['a spread', { 'a.ts': 'const o = { k: "v" }; new Client({ ...o });' }],
    [
      'an import',
      { 'a.ts': 'import { o } from "./o"; new Client(o);', 'o.ts': 'export const o = { k: "v" };' },
    ],
    [
      'a default export',
      { 'a.ts': 'import o from "./o"; new Client(o);', 'o.ts': 'export default { k: "v" };' },
    ],
    ['a parameter', { 'a.ts': 'function f(o) { new Client(o); } f({ k: "v" });' }],
    [
      'a parameter of an exported function',
      {
        'a.ts': 'export function f(o) { new Client(o); }',
        'b.ts': 'import { f } from "./a"; f({ k: "v" });',
      },
    ],
    [
      'a constructor parameter',
      { 'a.ts': 'class S { constructor(o) { new Client(o); } } new S({ k: "v" });' },
    ],
    ['a function', { 'a.ts': 'const f = () => ({ k: "v" }); new Client(f());' }],
    ['as const', { 'a.ts': 'const o = { k: "v" } as const; new Client(o);' }],
  ])('%s', (_name, files) => {
    const site = sitesOf(files, 'a.ts').find(
      (found) =>
        found.kind === 'call' &&
        found.call.isNew &&
        found.call.args.length === 1 &&
        /Client/.test(found.call.callee.kind === 'name' ? found.call.callee.name : ''),
    );
    const argument = site?.kind === 'call' ? site.call.args[0] : undefined;
    const objects = argument && argument.kind !== 'spread' ? possibilities(argument) : [];
    const entries = objects.flatMap((object) => (object.kind === 'object' ? object.entries : []));
    const flat = entries.flatMap((entry) => {
      if (entry.kind === 'entry') return [entry];
      const inner = resolve(entry.of);
      return inner.kind === 'object' ? inner.entries : [];
    });
    expect(
      flat.map((entry) => (entry.kind === 'entry' && resolve(entry.value).kind === 'text' ? entry.key : '?')),
    ).toEqual(['k']);
  });
});

describe('a result is followed to what is read of it', () => {
  const reads = (files: Record<string, string>, file = 'a.ts'): string[] => {
    const project = memoryProject(files);
    const call = project
      .document(file)
      ?.sites()
      .find(
        (site) => site.kind === 'call' && site.call.callee.kind === 'name' && site.call.callee.name === 'get',
      );
    if (call?.kind !== 'call') return ['no call'];
    return project
      .reads(call.call)
      .map(
        (read) =>
          read.path.map((step) => step.name + (step.called ? '()' : '')).join('.') + (read.lost ? '!' : ''),
      );
  };
  test.each<[string, string, string[]]>([
    ['await', 'const r = await get(); use(r.data.x);', ['data.x!']],
    ['directly', 'elsewhere((await get()).data.x)', ['data.x!']],
    ['then', 'get().then((r) => { console.log(r.data.x); });', ['data.x']],
    ['then of then', 'get().then((r) => r.json()).then((d) => console.log(d.data.x));', ['json().data.x']],
    ['a pattern', 'const { data } = await get(); console.log(data.x);', ['data', 'data.x']],
    [
      'a nested pattern',
      'const { data: { x } } = await get(); console.log(x);',
      ['data', 'data.x', 'data.x'],
    ],
    [
      'a function that returns it',
      'async function f() { const r = await get(); return r.data; } const y = (await f()).x;',
      ['data.x'],
    ],
    [
      'a local function',
      'const r = await get(); show(r); function show(o) { console.log(o.data.x); }',
      ['data.x'],
    ],
    ['an unknown function', 'const r = await get(); elsewhere(r);', ['!']],
    ['an object', 'const r = await get(); const o = { r };', ['!']],
    ['an index', 'const r = await get(); console.log(r.data.choices[0].text);', ['data.choices.[].text']],
    ['optional chaining', 'const r = await get(); console.log(r?.data?.x);', ['data.x']],
  ])('%s', (_name, code, expected) => {
    expect(reads({ 'a.ts': code })).toEqual(expected);
  });

  test('in another file', () => {
    const files = {
      'a.ts': 'export async function load() { const r = await get(); return r.json(); }',
      'b.ts': 'import { load } from "./a"; const d = await load(); console.log(d.data.x);',
    };
    expect(reads(files)).toEqual(['json().data.x']);
  });

  test('a test of a member says what stays', () => {
    const code = 'const r = await get(); if (!r.success) { throw 1; }';
    const project = memoryProject({ 'a.ts': code });
    const call = project
      .document('a.ts')
      ?.sites()
      .find((site) => site.kind === 'call');
    const [read] = call?.kind === 'call' ? project.reads(call.call) : [];
    expect(read?.tested).toMatchObject({ negated: true, whole: true, keep: undefined });
  });
});

describe('texts know what they are for', () => {
  test.each<[string, string, string]>([
    ['value', 'const u = "MARK";', 'value'],
    ['concatenation', 'const u = base + "MARK";', 'value'],
    ['template', 'const u = `${base}MARK`;', 'value'],
    ['comparison', 'if (u === "MARK") {}', 'comparison'],
    ['case', 'switch (u) { case "MARK": }', 'comparison'],
    ['includes', 'u.includes("MARK")', 'comparison'],
    ['a list that is looked in', '["MARK"].includes(u)', 'comparison'],
    ['log', 'console.log("MARK")', 'log'],
    ['error', 'throw new Error("MARK")', 'log'],
    ['lookup', 'req.headers["MARK"]', 'lookup'],
    ['get', 'req.headers.get("MARK")', 'lookup'],
    ['compared lookup', 'if (req.headers["MARK"] === x) {}', 'lookup'],
    ['written key', 'h["MARK"] = 1', 'key'],
    ['argument', 'f("MARK")', 'value'],
  ])('%s', (_name, code, role) => {
    const texts = sitesOf({ 'a.ts': code }).filter((site): site is TextSite => site.kind === 'text');
    expect(texts.map((text) => text.role)).toEqual([role]);
  });
});

describe('requests of the HTTP clients', () => {
  const requests = (code: string) =>
    sitesOf({ 'a.ts': code }).filter((site): site is RequestSite => site.kind === 'request');
  test.each<[string, string]>([
    ['fetch', 'fetch("/u", { method: "POST", headers: { a: "b" }, body: JSON.stringify({ k: 1 }) });'],
    ['axios.post', 'import axios from "axios"; axios.post("/u", { k: 1 }, { headers: { a: "b" } });'],
    [
      'axios',
      'import axios from "axios"; axios({ method: "post", url: "/u", data: { k: 1 }, headers: { a: "b" } });',
    ],
    [
      'axios.request',
      'const axios = require("axios"); axios.request({ method: "post", url: "/u", data: { k: 1 }, headers: { a: "b" } });',
    ],
    [
      'axios.post',
      'const axios = require("axios").default; const o = { headers: { a: "b" } }; axios.post("/u", { k: 1 }, o);',
    ],
    [
      'axios.post',
      'import axios from "axios"; const c = axios.create({ baseURL: "/x" }); c.post("/u", { k: 1 }, { headers: { a: "b" } });',
    ],
    ['got.post', 'import got from "got"; got.post("/u", { json: { k: 1 }, headers: { a: "b" } });'],
    [
      'undici.request',
      'import { request } from "undici"; request("/u", { method: "POST", headers: { a: "b" }, body: "{}" });',
    ],
    [
      'node:https.request',
      'import https from "node:https"; const q = https.request({ hostname: "h", path: "/u", method: "POST", headers: { a: "b" } }); q.write("{}");',
    ],
    [
      'fetch',
      'const init = { method: "POST", headers: new Headers({ a: "b" }), body: "{}" }; fetch("/u", init);',
    ],
  ])('%s: %s', (client, code) => {
    const [request] = requests(code);
    expect(request?.client).toBe(client);
    expect(request?.method).toBe('POST');
    expect(request && resolve(request.url)).toMatchObject({ kind: 'text', text: '/u' });
    expect(request?.headers && resolve(request.headers)).toMatchObject({
      kind: 'object',
      entries: [{ key: 'a' }],
    });
    expect(request?.body).toBeDefined();
  });

  test('a function of the same name is not one', () => {
    expect(requests('const fetch = (u) => u; fetch("/u");')).toEqual([]);
  });
});

test('comments are found wherever they stand, and nowhere else', () => {
  const code =
    '#!/usr/bin/env node\n// one\nconst a = { /* two */ b: 1, // three\n /* four */ };\nconst u = "https://x//y"; const t = `//${a /* five */}//`; const r = /[/*]\\/\\//; // six\nf(/* seven */);\n';
  const comments = commentsOf(code, /\w+/);
  expect(comments).toEqual([
    '// one',
    '/* two */',
    '// three',
    '/* four */',
    '/* five */',
    '// six',
    '/* seven */',
  ]);
  expect(commentsOf(code, /five|usr|x\/\/y|b: 1|six|r =|seven/)).toEqual([
    '/* five */',
    '// six',
    '/* seven */',
  ]);
});
