/**
 * Ways a migration of a Python program can go wrong, as changes of the migrated text. Nothing here knows how requests are read or
 * compared: it is all text, brackets and quotes.
 */
export interface WrongPython {
  readonly name: string;
  /** Every text this way makes of a file, each wrong in one place; none when it does not fit. */
  readonly apply: (text: string) => readonly string[];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function replaceAt(text: string, { start, end }: Stretch, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** One text per match outside of comments, with the match replaced. */
function each(text: string, pattern: RegExp, by: (match: RegExpExecArray) => string): string[] {
  const matches = [...text.matchAll(pattern)].filter(({ index }) => !isInComment(text, index));
  return matches.map((match) =>
    replaceAt(text, { start: match.index, end: match.index + match[0].length }, by(match)),
  );
}

function isInComment(text: string, at: number): boolean {
  return / # |^\s*#/.test(text.slice(text.lastIndexOf('\n', at) + 1, at));
}

/** A saved prompt has a key of its own: that of the client does nothing for it. */
function hasPromptsOnly(text: string): boolean {
  return /\.prompts\.completions/.test(text) && !/(?<!\.prompts)(?:\.chat)?\.completions\.create/.test(text);
}

/** Where the value that begins at an offset ends: at a comma or closing bracket that is not its own. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (`'"`.includes(character)) at = endOfString(text, at);
    else if (character === '#') at = text.indexOf('\n', at);
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth < 0) return at;
    else if (character === ',' && depth === 0) return at;
  }
  return text.length;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[from]) return at;
  }
  return text.length;
}

interface Entry extends Stretch {
  readonly key: string;
  readonly value: Stretch;
}

/** `key=value` in the arguments of a call and `"key": value` in a dict. */
function entries(text: string, key: string): readonly Entry[] {
  const pattern = new RegExp(String.raw`(?<=[{(,\s])(?:(${key})=(?!=)|(["'])(${key})\2\s*:)\s*`, 'g');
  return [...text.matchAll(pattern)].flatMap((match) => {
    const from = match.index + match[0].length;
    const end = endOfValue(text, from);
    const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    const isArgument = match[1] === undefined || /[(,]\s*$/.test(text.slice(0, match.index));
    if (!isArgument || /^\s*(?:def|async def|class|#)/.test(line)) return [];
    return [
      {
        key: match[1] ?? match[3] ?? '',
        start: match.index,
        end: text[end] === ',' ? end + 1 : end,
        value: { start: from, end },
      },
    ];
  });
}

/** Without an entry. */
function cut(text: string, { start, end }: Stretch): string {
  return text.slice(0, start) + text.slice(end);
}

function dropping(...keys: readonly string[]): WrongPython['apply'] {
  return (text) => keys.flatMap((key) => entries(text, key).map((entry) => cut(text, entry)));
}

/** Entries inside the calls of a function, each dropped. */
function droppingIn(callee: RegExp, ...keys: readonly string[]): WrongPython['apply'] {
  return (text) =>
    (hasPromptsOnly(text) ? [] : [...text.matchAll(callee)]).flatMap((match) => {
      const open = match.index + match[0].length;
      const close = closeOf(text, open);
      return keys.flatMap((key) =>
        entries(text, key)
          .filter(({ start }) => start >= open && start < close)
          .map((entry) => cut(text, entry)),
      );
    });
}

/** Where the bracket that was opened before an offset is closed. */
function closeOf(text: string, from: number): number {
  let at = endOfValue(text, from);
  while (text[at] === ',') at = endOfValue(text, at + 1);
  return at;
}

function renaming(from: string, to: string): WrongPython['apply'] {
  return (text) =>
    entries(text, from).map(({ start, key }) => {
      const at = text.indexOf(key, start);
      return replaceAt(text, { start: at, end: at + key.length }, to);
    });
}

function all(...ways: readonly WrongPython['apply'][]): WrongPython['apply'] {
  return (text) => ways.flatMap((way) => way(text));
}

function partsOf(text: string, { start, end }: Stretch, open: string): readonly Stretch[] {
  const found: Stretch[] = [];
  if (text[start] !== open) return found;
  for (let at = start + 1; at < end; ) {
    const stop = endOfValue(text, at);
    const lead = /^\s*/.exec(text.slice(at, stop))?.[0].length ?? 0;
    if (text.slice(at, stop).trim()) found.push({ start: at + lead, end: stop });
    if (text[stop] !== ',') break;
    at = stop + 1;
  }
  return found;
}

const OTHER: Readonly<Record<string, string>> = { openai: 'anthropic', anthropic: 'cohere' };

const wrongProvider: WrongPython['apply'] = (text) =>
  ['provider', 'x-portkey-provider'].flatMap((key) =>
    entries(text, key).map(({ value }) => {
      const was = /^["']([\w-]+)["']$/.exec(text.slice(value.start, value.end).trim())?.[1] ?? '';
      return replaceAt(text, value, JSON.stringify(OTHER[was] ?? 'cohere'));
    }),
  );

const lostOverride: WrongPython['apply'] = (text) =>
  entries(text, 'override_params').flatMap(({ value }) =>
    partsOf(text, value, '{')
      .filter((part) => !isSaidAgain(text, part))
      .map((part) => cut(text, text[part.end] === ',' ? { ...part, end: part.end + 1 } : part)),
  );

/** What the client says as well takes the place of what a target no longer says. */
function isSaidAgain(text: string, { start, end }: Stretch): boolean {
  const [, key, value] = /^"(\w+)":\s*(.*)$/.exec(text.slice(start, end).trim()) ?? [];
  return /llama_index/.test(text) && text.includes(`${key}=${value},`);
}

const oldRoute = all(
  (text) => each(text, /(?<!proxy)\/chat\/completions(?=["'?])/g, () => '/chatComplete'),
  (text) => each(text, /(?<!chat|proxy|prompts\/[^/"']*)\/completions(?=["'?])/g, () => '/complete'),
  (text) => each(text, /(?<!proxy)\/embeddings(?=["'?])/g, () => '/embed'),
  (text) => each(text, /(\/prompts\/[^/"']+)\/completions/g, ([, before = '']) => `${before}/generate`),
  (text) => each(text, /(?<==\s?)PORTKEY_GATEWAY_URL/g, () => '"https://api.portkey.ai/v1/proxy"'),
  (text) =>
    each(text, /(?<=base_url=)"https:\/\/api\.portkey\.ai"/g, () => '"https://api.portkey.ai/v1/proxy"'),
  (text) => each(text, /\.prompts\.completions\.create/g, () => '.Generations.create'),
  (text) =>
    /import (?:Async)?Portkey|import portkey|portkey\b.*\.chat/.test(text) &&
    !/import (?:Async)?OpenAI/.test(text)
      ? each(text, /\.chat\.completions\.create/g, () => '.ChatCompletions.create')
      : [],
);

const config1Kept: WrongPython['apply'] = (text) =>
  each(
    text,
    /"strategy": \{"mode": ("[\w-]+")\}/g,
    ([, mode = '']) => `"mode": ${mode === '"loadbalance"' ? '"ab_test"' : mode}`,
  ).map((changed) => changed.replace(/"targets":/g, '"options":'));

const keyInTheWrongPlace = all(
  renaming('virtual_key', 'api_key'),
  renaming('Authorization', 'virtual_key'),
  renaming('x-portkey-virtual-key', 'Authorization'),
  (text) =>
    entries(text, 'api_key')
      .filter(({ start }) => /["']/.test(text[start] ?? ''))
      .map(({ start }) => replaceAt(text, { start: start + 1, end: start + 8 }, 'virtual_key')),
  (text) =>
    each(text, /(?<=(?:environ\[|environ\.get\(|getenv\()")(?!PORTKEY)\w*KEY\w*/g, () => 'PORTKEY_API_KEY'),
);

const swappedTargets: WrongPython['apply'] = (text) =>
  ['targets', 'LLMS'].flatMap((key) => {
    const named = [...text.matchAll(new RegExp(`^${key} = `, 'gm'))].map((match) => {
      const start = match.index + match[0].length;
      return { start, end: closeOf(text, start + 1) };
    });
    return [...entries(text, key).map(({ value }) => value), ...named].flatMap((list) => {
      const found = partsOf(text, list, '[');
      return found.slice(1).map((second, at) => {
        const first = found[at] ?? second;
        const [one, two] = [first, second].map(({ start, end }) => text.slice(start, end));
        return replaceAt(replaceAt(text, second, one ?? ''), first, two ?? '');
      });
    });
  });

const missingWeight: WrongPython['apply'] = (text) =>
  // A weight of 1 is what a target without one has.
  entries(text, 'weight')
    .filter(({ value }) => Number(text.slice(value.start, value.end)) !== 1)
    .map((entry) => cut(text, entry));

const wrongStrategy: WrongPython['apply'] = (text) =>
  each(text, /(?<="mode": )"(fallback|loadbalance|single)"/g, ([, mode]) =>
    mode === 'fallback' ? '"single"' : '"fallback"',
  ).filter((changed) => /"strategy"/.test(changed));

const otherText: WrongPython['apply'] = (text) =>
  ['model', 'virtual_key', 'trace_id', 'prompt_id', 'azure_resource_name', 'azure_api_version'].flatMap(
    (key) =>
      entries(text, key)
        .filter(({ value }) => /^["']/.test(text.slice(value.start)))
        .filter(() => key !== 'virtual_key' || !hasPromptsOnly(text))
        .map(({ value }) => replaceAt(text, { start: value.start + 1, end: value.start + 1 }, 'x')),
  );

/** The ways. */
export const WRONG_PYTHON: readonly WrongPython[] = [
  { name: 'wrong provider', apply: wrongProvider },
  {
    name: 'dropped header',
    apply: all(
      dropping('x-portkey-api-key', 'x-portkey-provider', 'x-portkey-config', 'x-portkey-virtual-key'),
      dropping('Authorization', 'azure_resource_name', 'azure_deployment_id', 'azure_api_version'),
      droppingIn(/createHeaders\(/g, 'api_key', 'provider', 'virtual_key', 'metadata', 'cache_force_refresh'),
      droppingIn(/\bPortkey\(/g, 'provider', 'virtual_key', 'metadata', 'cache_force_refresh', 'config'),
      droppingIn(/with_options\(/g, 'config'),
    ),
  },
  { name: 'lost override param', apply: lostOverride },
  { name: 'old route', apply: oldRoute },
  { name: 'config 1.0 kept', apply: config1Kept },
  { name: 'key in the wrong place', apply: keyInTheWrongPlace },
  { name: 'swapped targets', apply: swappedTargets },
  { name: 'missing weight', apply: missingWeight },
  {
    name: 'wrong body field',
    apply: all(
      renaming('messages', 'message'),
      renaming('max_tokens', 'max_token'),
      // LlamaIndex names one in any case, under those of the targets.
      (text) => (/llama_index/.test(text) ? [] : renaming('temperature', 'temprature')(text)),
      renaming('input', 'inputs'),
      renaming('variables', 'variable'),
      renaming('prompt', 'promt'),
    ),
  },
  { name: 'lost trace id', apply: dropping('trace_id', 'x-portkey-trace-id') },
  {
    name: 'lost cache or retry',
    apply: dropping('cache', 'retry', 'max_age', 'attempts', 'on_status_codes'),
  },
  { name: 'wrong strategy', apply: wrongStrategy },
  { name: 'other value', apply: otherText },
];
