import fc from 'fast-check';

/** A program put together from what old Python code is made of. */
export interface PythonProgram {
  readonly text: string;
  /** Whether nothing in it needs a person. */
  readonly isCertain: boolean;
}

/** Marks the lines that look old and are not; none of them may change. */
export const FRIEND = '# friend';

/** How the old module is known, and its names in it. */
interface Dialect {
  readonly imports: readonly string[];
  readonly module: string;
  readonly name: (name: string) => string;
}

const NAMES = ['Config', 'LLMOptions', 'Modes', 'ProviderTypes', 'CacheType', 'RetrySettings', 'Message'];

const dialects: fc.Arbitrary<Dialect> = fc.constantFrom<Dialect[]>(
  { imports: ['import portkey', `from portkey import ${NAMES.join(', ')}`], module: 'portkey', name: same },
  {
    imports: [`from portkey import (`, ...NAMES.map((name) => `    ${name},`), ')', 'import portkey'],
    module: 'portkey',
    name: same,
  },
  { imports: ['import portkey'], module: 'portkey', name: (name) => `portkey.${name}` },
  { imports: ['import portkey as pk'], module: 'pk', name: (name) => `pk.${name}` },
  {
    imports: [
      'try:',
      '    import portkey as gateway',
      `    from portkey import ${NAMES.map((name) => `${name} as ${name}_`).join(', ')}`,
      'except ImportError as error:',
      '    raise SystemExit("pip install portkey-ai") from error',
    ],
    module: 'gateway',
    name: (name) => `${name}_`,
  },
);

function same(name: string): string {
  return name;
}

type Piece = (dialect: Dialect) => string;

const key: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  () => 'virtual_key="vk-1"',
  () => 'virtual_key=VIRTUAL_KEY',
  () => 'api_key="sk-1"',
  () => 'api_key=os.environ["OPENAI_API_KEY"]',
  () => 'api_key=os.environ.get("OPENAI_API_KEY")',
  () => '',
);

const extra: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  () => 'model="gpt-4"',
  () => 'temperature=0.5',
  () => 'max_tokens=20',
  () => 'weight=0.5',
  () => 'retry={"attempts": 2, "on_status_codes": [429]}',
  ({ name }) => `retry=${name('RetrySettings')}(attempts=3, on_status_codes=[429, 500])`,
  () => 'cache_status="simple"',
  ({ name }) => `cache_status=${name('CacheType')}.SEMANTIC`,
  ({ name }) => `messages=[${name('Message')}(role="user", content="Hi")]`,
);

/** What all options of one program share, since it is for the whole request. */
const shared: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  () => '',
  () => '',
  () => 'trace_id="t-1"',
  () => 'metadata={"_user": "ada"}',
);

const provider: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  () => 'provider="openai"',
  ({ name }) => `provider=${name('ProviderTypes')}.ANTHROPIC`,
  () => "provider='cohere'",
);

/** One set of options; a provider that brings no details of Azure along. */
const llm = fc
  .tuple(provider, key, fc.uniqueArray(extra, { maxLength: 2, selector: keyOf }), fc.boolean())
  .map(([from, with_, extras, isLong]) => {
    return (more: Piece): Piece =>
      (dialect) => {
        const parts = [from, with_, ...extras, more].map((piece) => piece(dialect)).filter(Boolean);
        const call = dialect.name('LLMOptions');
        return isLong ? `${call}(\n    ${parts.join(',\n    ')},  # kept\n)` : `${call}(${parts.join(', ')})`;
      };
  });

const PLAIN: Dialect = { imports: [], module: 'portkey', name: same };

function keyOf(piece: Piece): string {
  return piece(PLAIN).split('=')[0] ?? '';
}

/** Where options are written: in the call, in variables, in a list of them, in a list that is added to. */
const holder = fc.constantFrom('inline', 'variables', 'list', 'tuple', 'appended', 'accident');
const mode = fc.constantFrom<Piece>(
  () => '"fallback"',
  ({ name }) => `${name('Modes')}.FALLBACK`,
  () => '"ab_test"',
  () => '"loadbalance"',
);

/** Lines, and the expression they prepare. */
interface Prepared {
  readonly lines: readonly string[];
  readonly of: string;
}

function held(kind: string, llms: readonly string[], at: string): Prepared {
  const names = llms.map((_, index) => `llm_${at}_${index}`);
  const assigned = (end: string): string[] => llms.map((text, index) => `${names[index]} = ${text}${end}`);
  if (kind === 'variables') return { lines: assigned(''), of: `[${names.join(', ')}]` };
  if (kind === 'accident') return { lines: assigned(','), of: `[${names.join(', ')}]` };
  if (kind === 'list') return { lines: [`llms_${at} = [${llms.join(', ')}]`], of: `llms_${at}` };
  if (kind === 'tuple') return { lines: [`llms_${at} = (${llms.join(', ')},)`], of: `list(llms_${at})` };
  if (kind === 'appended')
    return {
      lines: [`llms_${at} = [${llms[0]}]`, ...llms.slice(1).map((text) => `llms_${at}.append(${text})`)],
      of: `llms_${at}`,
    };
  return { lines: [], of: llms.length > 1 ? `[${llms.join(', ')}]` : (llms[0] ?? '') };
}

const config = fc
  .record({
    llms: fc.array(llm, { minLength: 1, maxLength: 3 }),
    more: shared,
    mode,
    holder,
    isApart: fc.boolean(),
  })
  .map(({ llms, more, mode: several, holder: kind, isApart }) => {
    return (dialect: Dialect, at: string): Prepared => {
      const { lines, of } = held(
        kind,
        // What is for the whole request could go to more than one client from a config of its own.
        llms.map((one) => one(isApart ? nothing : more)(dialect)),
        at,
      );
      const said = llms.length > 1 ? several(dialect) : '"single"';
      const text = `${dialect.name('Config')}(mode=${said}, llms=${of})`;
      if (!isApart) return { lines, of: text };
      return { lines: [...lines, `config_${at} = ${text}`], of: `config_${at}` };
    };
  });

function nothing(): string {
  return '';
}

const saved = fc.constant((): Prepared => ({ lines: [], of: '"pc-saved-1"' }));
const anyConfig = fc.oneof({ weight: 4, arbitrary: config }, { weight: 1, arbitrary: saved });

/** Calls with what is read of their results. */
const call: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  ({ module }) => `print(${module}.ChatCompletions.create(messages=[])["choices"][0]["message"]["content"])`,
  ({
    module,
  }) => `answer = ${module}.ChatCompletions.create(messages=[{"role": "user", "content": "Hi"}], n=1)
print(answer.choices[0].message["content"], answer["usage"]["total_tokens"])`,
  ({ module }) => `for chunk in ${module}.ChatCompletions.create(messages=[], stream=True):
    print(chunk.choices[0].delta.get("content"), chunk["choices"][0]["delta"]["content"])`,
  ({ module }) => `text = f"<{${module}.Completions.create(prompt='Hi')['choices'][0]['text']}>"`,
  ({ module }) =>
    `texts = [${module}.Completions.create(prompt=p).choices[0].text for p in ("a", "b")]; print(texts)`,
  ({ module }) => `if (said := ${module}.ChatCompletions.create(messages=[])): print(said["choices"])`,
  ({ module }) => `def ask(content):
    return ${module} . ChatCompletions . create(
        messages=[{"role": "user", "content": content}],  # asked
    )
print(ask("Hi").choices[0]["message"]["content"])`,
  ({ module }) => `print(${module}.\\
    ChatCompletions.create(messages=[], config="pc-cheap-1"))`,
);

/** Calls of saved prompts: what a client says beside a key comes along with them now, which is reported. */
const prompt: Piece = ({ module }) => `story = ${module}.Generations.create(prompt_id="pp-1", variables={})
print(story.data["choices"][0]["text"])`;

/** What only a person can finish. */
const uncertain: fc.Arbitrary<Piece> = fc.constantFrom<Piece>(
  ({ module }) => `${module}.config.mode = "fallback"`,
  ({ module }) => `setattr(${module}, "mode", "fallback")`,
  ({ module, name }) =>
    `${module}.config = ${name('Config')}(mode="scientist", llms=${name('LLMOptions')}(provider="openai"))`,
  ({ module, name }) => `${module}.config = ${name('Config')}(**json.loads("{}"))`,
  ({ name }) => `print(isinstance(None, ${name('LLMOptions')}))`,
  ({ module }) => `json.dumps(${module}.Generations.create(prompt_id="pp-1", variables={}).data)`,
  ({ module }) => `${module}.ChatCompletions.create(**json.loads("{}"))`,
  prompt,
);

const friend = fc.constantFrom(
  'quiz = {"mode": "single", "options": ["A", "B"]}',
  'def unlock(portkey): portkey.api_key = None; return portkey.ChatCompletions',
  'class Wallet: config = None; mode = "single"',
  'data = {"choices": [{"message": {"content": "x"}}]}; print(data["choices"][0]["message"]["content"])',
  'url = "https://proxy.example.com/v1/proxy/chat/completions"',
  'note = "import portkey; portkey.ChatCompletions.create()"',
);

const header = fc.constantFrom(
  '',
  '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n',
  '"""Asks. portkey.ChatCompletions is old. 🚀"""\n',
  '"""Asks."""\nfrom __future__ import annotations\n',
);

/** How the lines are written down in the end. */
const format = fc.record({
  eol: fc.constantFrom('\n', '\n', '\r\n'),
  indent: fc.constantFrom('    ', '  ', '\t'),
  ends: fc.boolean(),
});

const scope = fc.constantFrom('module', 'function', 'class', 'if');

function scoped(kind: string, lines: readonly string[]): readonly string[] {
  if (kind === 'module') return lines;
  const open =
    { function: 'def setup():', class: 'class Settings:', if: 'if os.getenv("ASK", "1"):' }[kind] ?? '';
  const inner = lines.flatMap((line) => line.split('\n')).map((line) => `    ${line}`);
  return [open, ...inner, ...(kind === 'function' ? ['setup()'] : [])];
}

/** Programs that use the old SDK; the certain ones hold nothing that only a person can finish. */
export function pythonPrograms(certain: boolean): fc.Arbitrary<PythonProgram> {
  return fc
    .record({
      dialect: dialects,
      header,
      key: fc.constantFrom('', '"portkey-1"', 'os.environ["PORTKEY_API_KEY"]'),
      base: fc.constantFrom('', '', '"http://localhost:8787"'),
      config: anyConfig,
      again: fc.option(anyConfig),
      scope,
      calls: fc.array(call, { minLength: 1, maxLength: 4 }),
      friends: fc.array(friend, { maxLength: 3 }),
      problems: certain ? fc.constant([]) : fc.array(uncertain, { minLength: 1, maxLength: 2 }),
      format,
    })
    .map((parts) => ({ text: written(parts), isCertain: certain }));
}

interface Parts {
  readonly dialect: Dialect;
  readonly header: string;
  readonly key: string;
  readonly base: string;
  readonly config: (dialect: Dialect, at: string) => Prepared;
  readonly again: ((dialect: Dialect, at: string) => Prepared) | null;
  readonly scope: string;
  readonly calls: readonly Piece[];
  readonly friends: readonly string[];
  readonly problems: readonly Piece[];
  readonly format: { readonly eol: string; readonly indent: string; readonly ends: boolean };
}

function written({
  dialect,
  header,
  key,
  base,
  config,
  again,
  scope,
  calls,
  friends,
  problems,
  format,
}: Parts): string {
  const { module } = dialect;
  const first = config(dialect, 'a');
  const state = [
    ...(key ? [`${module}.api_key = ${key}`] : []),
    ...(base ? [`${module}.base_url = ${base}`] : []),
    `${module}.config = ${first.of}`,
  ];
  // A key that is set in a block of its own may or may not be set when another config is.
  const isSure = scope === 'module' || (!key && !base);
  const second = isSure ? again?.(dialect, 'b') : undefined;
  const lines = [
    ...dialect.imports,
    'import json',
    'import os',
    'VIRTUAL_KEY = os.environ.get("VK", "vk")',
    ...friends.map((line) => `${line}  ${FRIEND}`),
    ...first.lines,
    ...scoped(scope, state),
    ...calls.map((piece) => piece(dialect)),
    ...(second
      ? [...second.lines, `${module}.config = ${second.of}`, ...calls.map((piece) => piece(dialect))]
      : []),
    ...problems.map((piece) => piece(dialect)),
  ];
  const text = header + lines.join('\n') + (format.ends ? '\n' : '');
  return text
    .replace(/^(?: {4})+/gm, (indent) => format.indent.repeat(indent.length / 4))
    .replaceAll('\n', format.eol);
}
