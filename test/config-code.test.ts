import { describe, expect, test } from 'vitest';
import { memoryProject } from '../src/memory.js';
import type { Project } from '../src/project.js';
import type { ObjectValue, Value } from '../src/value.js';
import { type ConfigOptions, convertClientConfig, convertConfig } from '../transforms/config.js';
import { plainDraft, plainValue } from './config-plain.js';

/** The project of one or more files, and the value of `given` in `main.ts`: the object with that key's value. */
function given(files: string | Record<string, string>): { project: Project; value: Value } {
  const project = memoryProject(typeof files === 'string' ? { 'main.ts': files } : files);
  for (const site of project.document('main.ts')?.sites() ?? []) {
    if (site.kind !== 'object') continue;
    const entry = site.value.entries.find((item) => item.kind === 'entry' && item.key === 'given');
    if (entry?.kind === 'entry') return { project, value: entry.value };
  }
  throw new Error('nothing is given');
}

function convert(files: string | Record<string, string>, options: ConfigOptions = {}) {
  const { project, value } = given(files);
  const conversion = convertConfig(value, { project }, options);
  const { draft, changes } = conversion;
  return { ...conversion, plain: draft ? plainDraft(draft, changes) : plainValue(value, changes) };
}

const messages = (files: string | Record<string, string>, options?: ConfigOptions) =>
  convert(files, options)
    .problems.map(({ message }) => message)
    .join('\n');

describe('a config in code', () => {
  test('what is no literal stays as it is written', () => {
    const source = `
      const key = process.env.KEY!;
      use({ given: { mode: pick() ? 'fallback' : 'single', options: [
        { provider: 'openai', apiKey: key, weight: n },
        { virtual_key: process.env.VK, provider },
      ] } })`;
    const { plain, problems } = convert(source);
    expect(problems).toEqual([]);
    expect(plain).toEqual({
      strategy: { mode: '<code>' },
      targets: [{ provider: 'openai', api_key: '<code>', weight: '<code>' }, { virtual_key: '<code>' }],
    });
  });

  test('named parts are changed where they stand', () => {
    const source = `
      const first = { provider: 'openai', virtual_key: 'a' };
      const llms = [first, { virtual_key: 'b', retry: 2 }];
      use({ given: { mode: 'fallback', llms } })`;
    const { plain, changes, draft } = convert(source);
    expect(draft?.kind).toBe('object');
    expect(changes.map((change) => change.do)).toEqual(['replace', 'replace']);
    expect(plain).toEqual({
      strategy: { mode: 'fallback' },
      targets: [{ virtual_key: 'a' }, { virtual_key: 'b', retry: { attempts: 2 } }],
    });
  });

  test('parts of other files too', () => {
    const { plain, changes } = convert({
      'main.ts': `import { config } from './config.js'; use({ given: config });`,
      'config.ts': `export const config = { mode: 'single', options: [{ provider: 'openai', virtual_key: 'a' }] };`,
    });
    expect(plain).toEqual({ strategy: { mode: 'single' }, targets: [{ virtual_key: 'a' }] });
    expect(changes.map((change) => change.do === 'replace' && change.at.file)).toEqual(['config.ts']);
  });

  test('a config in a JSON file', () => {
    const { changes } = convert({
      'main.ts': `import config from './config.json'; use({ given: config });`,
      'config.json': '{"mode": "single", "options": [{"provider": "openai", "virtual_key": "a"}]}',
    });
    expect(changes.map((change) => change.do === 'replace' && change.at.file)).toEqual(['config.json']);
  });

  test('JSON.stringify and wrappings are looked through', () => {
    const source = `
      const config = { mode: 'single', options: [{ virtual_key: 'a', cache: true }] as const } satisfies Config;
      use({ given: JSON.stringify(config) })`;
    const { plain, problems, changes } = convert(source);
    expect(problems).toEqual([]);
    expect(changes.map((change) => change.do === 'replace' && change.with.kind)).toEqual(['list', 'object']);
    expect(plain).toBe('<code>');
  });

  test('every option of a choice, or none', () => {
    const both = (other: string) => `
      const a = { mode: 'single', options: [{ virtual_key: 'a', provider: 'openai' }] };
      use({ given: x ? a : ${other} })`;
    expect(convert(both(`{ mode: 'ab_test', options: [{ virtual_key: 'b' }] }`)).changes).toHaveLength(2);
    expect(messages(both(`{ mode: 'scientist', options: [{ virtual_key: 'b' }] }`))).toMatch(/scientist/);
  });

  test('modes decided at run time', () => {
    const mode = (value: string) =>
      `const M = 'ab_test'; use({ given: { mode: ${value}, options: [{ virtual_key: 'a' }] } })`;
    expect(convert(mode(`x ? 'ab_test' : 'single'`)).changes).toHaveLength(1);
    expect(convert(mode('M')).plain).toMatchObject({ strategy: { mode: 'loadbalance' } });
    expect(convert(mode('process.env.MODE')).problems).toEqual([]);
    expect(messages(mode(`x ? M : 'single'`))).toMatch(/decided elsewhere/);
    expect(messages(mode(`x ? 'scientist' : 'single'`))).toMatch(/scientist/);
  });

  test('a number of attempts by name', () => {
    const source = `const N = 3; use({ given: { mode: 'single', options: [{ virtual_key: 'a', retry: N }] } })`;
    expect(convert(source).plain).toMatchObject({ targets: [{ retry: { attempts: 3 } }] });
  });

  test('options in spreads', () => {
    const source = `
      const more = [{ virtual_key: 'b', provider: 'openai' }];
      use({ given: { mode: 'fallback', options: [{ virtual_key: 'a', retry: 1 }, ...more, ...(x ? [{ virtualKey: 'c' }] : [])] } })`;
    expect(convert(source).plain).toEqual({
      strategy: { mode: 'fallback' },
      targets: [{ virtual_key: 'a', retry: { attempts: 1 } }, { virtual_key: 'b' }, '<code>'],
    });
  });

  test('options that are pushed', () => {
    const source = `
      const llms = [{ virtual_key: 'a', provider: 'openai' }];
      if (x) llms.push({ virtual_key: 'b', retry: 2 });
      use({ given: { mode: 'fallback', llms } })`;
    const { changes, problems } = convert(source);
    expect(problems).toEqual([]);
    expect(changes.map((change) => change.do === 'replace' && plainDraft(change.with))).toEqual([
      { virtual_key: 'b', retry: { attempts: 2 } },
      [{ virtual_key: 'a' }],
    ]);
  });

  test('model parameters beside override_params that are built elsewhere', () => {
    const source = `
      const params = { user: 'u' };
      use({ given: { mode: 'single', llms: [{ virtual_key: 'a', model, override_params: params }] } })`;
    expect(convert(source).plain).toMatchObject({
      targets: [{ override_params: { user: 'u', model: '<code>' } }],
    });
  });
});

describe('JSON in a string', () => {
  const text = `'{"mode":"single","options":[{"provider":"openai","virtual_key":"a"}]}'`;

  test('says where to without its places', () => {
    const { single } = convert(`use({ given: ${text} })`);
    expect(single).toEqual({ virtualKey: { kind: 'literal', value: 'a' } });
  });

  test('a slug is a slug', () => {
    expect(convert(`use({ given: 'pc-my-slug-123' })`)).toMatchObject({
      kind: 'slug',
      draft: undefined,
      problems: [],
    });
  });

  test('something unknown is unknown', () => {
    expect(convert('use({ given: process.env.CONFIG })')).toMatchObject({ kind: 'unknown', problems: [] });
  });

  test('text that is put together keeps its pieces', () => {
    const source = (json: string) => `use({ given: ${json} })`;
    const summed = source(
      `'{"mode":"single","options":[{"provider":"' + p + '","virtual_key":"' + key + '"}]}'`,
    );
    const { draft, single, problems } = convert(summed);
    expect(problems).toEqual([]);
    expect(
      draft?.kind === 'template' && draft.parts.map((part) => (typeof part === 'string' ? part : part.kind)),
    ).toEqual([expect.stringMatching(/^\{"strategy":.*"virtual_key":"$/), 'name', '"}]}']);
    expect(single?.virtualKey).toMatchObject({ kind: 'verbatim', value: { kind: 'name', name: 'key' } });
    const bare = 'Q{"mode":"fallback","options":[{"virtual_key":H{JSON.stringify(k)},"weight":H{w}}]}Q';
    const templated = convert(source(bare.replaceAll('Q', '`').replaceAll('H', '$')));
    expect(templated.draft?.kind === 'template' && templated.draft.parts.at(-1)).toBe('}]}');
    expect(templated.draft?.kind === 'template' && templated.draft.parts[2]).toBe(',"weight":');
  });

  test('pieces that cannot be told apart are for a person', () => {
    expect(messages(`use({ given: '{"mode":"single","options":[' + all + ']}' })`)).toMatch(
      /option|put together/,
    );
    expect(messages(`use({ given: '{"mode":"' + mode + '","options":[{"virtual_key":"a"}]}' })`)).toMatch(
      /no mode/,
    );
  });
});

describe('what cannot be followed is for a person', () => {
  const PROBLEMS: readonly [string, string, RegExp][] = [
    ['options from a function', '{ mode: "single", options: makeOptions() }', /cannot be followed/],
    [
      'options from a map of a named function',
      '{ mode: "single", options: names.map(optionOf) }',
      /cannot be followed/,
    ],
    ['an unknown spread', '{ mode: "single", options: [{ virtual_key: "a", ...rest }] }', /spread/],
    [
      'an unknown cache switch',
      '{ mode: "single", options: [{ virtual_key: "a", cache: on }] }',
      /on or off/,
    ],
    ['an unknown retry', '{ mode: "single", options: [{ virtual_key: "a", retry: r }] }', /neither a number/],
    ['a computed key', '{ mode: "single", options: [{ virtual_key: "a", [k]: 1 }] }', /computed/],
    [
      'a refresh at run time',
      '{ mode: "single", options: [{ virtual_key: "a", cache_force_refresh: x }] }',
      /run time/,
    ],
  ];

  test.each(PROBLEMS)('%s', (_, config, message) => {
    expect(messages(`use({ given: ${config} })`)).toMatch(message);
  });

  test.each([
    [`llm.provider = 'x';`, /provider .* written here/],
    [`llm.cache = true;`, /cache .* written here/],
    [`log(llm.provider);`, /provider .* read here/],
  ])('a later write or read of what goes: %s', (statement, message) => {
    const source = `
      const llm = { provider: 'openai', virtual_key: 'a' };
      ${statement}
      use({ given: { mode: 'single', llms: [llm] } })`;
    expect(messages(source)).toMatch(message);
  });

  test('a later write of what stays is fine', () => {
    const source = `
      const llm = { provider: 'openai' };
      llm.api_key = process.env.KEY;
      use({ given: { mode: 'single', llms: [llm] } })`;
    expect(messages(source)).toBe('');
  });

  test('options that are iterated elsewhere', () => {
    const source = `
      const llms = [{ provider: 'openai', virtual_key: 'a' }];
      llms.forEach((llm) => log(llm.provider));
      use({ given: { mode: 'single', llms } })`;
    expect(messages(source)).toMatch(/forEach/);
  });
});

describe('the options of a client', () => {
  const client = (source: string) => {
    const { project, value } = given(source);
    const conversion = convertClientConfig(value as ObjectValue, { project });
    return conversion?.draft && plainDraft(conversion.draft, conversion.changes);
  };

  test('become a config of its own', () => {
    const source = `use({ given: { apiKey: 'p', ...rest, mode: 'fallback', baseURL, llms: [{ virtual_key: 'a' }] } })`;
    expect(client(source)).toEqual({ strategy: { mode: 'fallback' }, targets: [{ virtual_key: 'a' }] });
  });

  test('that hold none', () => {
    expect(client(`use({ given: { apiKey: 'p', config: 'slug' } })`)).toBeUndefined();
  });

  test('a named llm is read by its members', () => {
    const { project, value } = given(`
      const llm = { provider: 'openai', api_key: 'k', trace_id: id() };
      use({ given: { mode: 'single', llms: [llm] } })`);
    const conversion = convertClientConfig(value as ObjectValue, { project });
    expect(conversion?.single).toMatchObject({
      provider: { kind: 'member', name: 'provider' },
      apiKey: { kind: 'member', name: 'api_key' },
    });
    expect(conversion?.moved).toMatchObject({ traceID: { kind: 'member', name: 'trace_id' } });
  });
});
