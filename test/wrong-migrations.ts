/**
 * Ways a migration can go wrong, as changes of the migrated text. Nothing here knows how requests are read or compared: it is all
 * text, brackets and quotes.
 */
export interface WrongMigration {
  readonly name: string;
  /** Every text this way makes of a file, each wrong in one place; none when it does not fit. `all`: the texts of the whole program. */
  readonly apply: (text: string, all: string) => readonly string[];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function replaceAt(text: string, { start, end }: Stretch, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** Without an entry, and without the comma that would be left before a bracket. */
function cut(text: string, { start, end }: Stretch): string {
  const before = text.slice(0, start);
  const isLast = text[end - 1] !== ',';
  return (isLast ? before.replace(/,(\s*)$/, '$1') : before) + text.slice(end);
}

function matches(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}

/** One text per match, with the match replaced. */
function each(text: string, pattern: RegExp, by: (match: RegExpExecArray) => string): string[] {
  return matches(text, pattern).map((match) => {
    return replaceAt(text, { start: match.index, end: match.index + match[0].length }, by(match));
  });
}

/** Where the value that begins at an offset ends: at a comma or closing bracket that is not its own. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (`'"\``.includes(character)) at = endOfString(text, at);
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

/** Every entry of a key, from the key to the comma after it. */
function entries(text: string, key: string): (Stretch & { readonly value: string })[] {
  const pattern = new RegExp(String.raw`(?<=[{,(\s])(?:${key}|'${key}'|"${key}")\s*:\s*`, 'g');
  return matches(text, pattern).map((match) => {
    const from = match.index + match[0].length;
    const end = endOfValue(text, from);
    return {
      start: match.index,
      end: text[end] === ',' ? end + 1 : end,
      value: text.slice(from, end).trim(),
    };
  });
}

function withoutEntries(text: string, keys: readonly string[]): string[] {
  return keys.flatMap((key) => entries(text, key).map((entry) => cut(text, entry)));
}

/** Entries inside the object that is the value of a key. */
function insideOf(text: string, key: string): Stretch[] {
  return entries(text, key).flatMap((outer) => {
    const open = text.indexOf('{', outer.start);
    if (open < 0 || open > outer.end || !/:\s*$/.test(text.slice(outer.start, open))) return [];
    const inner: Stretch[] = [];
    for (let at = open + 1; at < outer.end; ) {
      const end = endOfValue(text, at);
      if (text.slice(at, end).trim()) inner.push({ start: at, end: text[end] === ',' ? end + 1 : end });
      if (text[end] !== ',') break;
      at = end + 1;
    }
    return inner;
  });
}

/** The elements of the list that is the value of a key. */
function elementsOf(text: string, list: Stretch): Stretch[] {
  const open = text.indexOf('[', list.start);
  const found: Stretch[] = [];
  for (let at = open + 1; open >= 0 && at < list.end; ) {
    const end = endOfValue(text, at);
    if (text.slice(at, end).trim()) found.push({ start: at, end });
    if (text[end] !== ',') break;
    at = end + 1;
  }
  return found;
}

const OTHER: Readonly<Record<string, string>> = {
  openai: 'anthropic',
  anthropic: 'cohere',
  cohere: 'openai',
};

const wrongProvider: WrongMigration = {
  name: 'wrong provider',
  apply: (text) =>
    each(
      text,
      /((?:x-portkey-)?provider['"]?\s*:\s*['"`])([\w-]+)(?=['"`])/g,
      ([, before = '', name = '']) => {
        return before + (OTHER[name] ?? 'openai');
      },
    ),
};

const OWN_HEADERS = /(['"])(x-(?!portkey-trace-id)[\w-]+)\1\s*:/gi;

const droppedHeader: WrongMigration = {
  name: 'dropped header',
  apply: (text) => [
    ...withoutEntries(text, [...new Set(matches(text, OWN_HEADERS).map(([, , name = '']) => name))]),
    ...(/createHeaders\(|new Portkey\(/.test(text)
      ? withoutEntries(text, ['metadata', 'cacheForceRefresh', 'virtualKey', 'provider'])
      : []),
  ],
};

const lostOverrideParam: WrongMigration = {
  name: 'lost override param',
  apply: (text) => insideOf(text, 'override_params').map((entry) => cut(text, entry)),
};

const oldRoute: WrongMigration = {
  name: 'old route',
  apply: (text, all) => [
    ...each(text, /(?<!proxy)\/chat\/completions(?=['"`?])/g, () => '/chatComplete'),
    ...each(text, /(?<!chat|proxy|prompts\/[^/'"`]*)\/completions(?=['"`?])/g, () => '/complete'),
    ...each(text, /(?<!proxy)\/embeddings(?=['"`?])/g, () => '/embed'),
    ...each(text, /(\/prompts\/[^/'"`]+)\/completions/g, ([, before = '']) => `${before}/generate`),
    ...each(
      text,
      /(?<=(?:baseURL|basePath)['"]?\s*:\s*)PORTKEY_GATEWAY_URL/g,
      () => "'https://api.portkey.ai/v1/proxy'",
    ),
    ...each(text, /\.prompts\.completions\.create/g, () => '.generations.create'),
    ...(/new Portkey\(/.test(all) && !/new (?:OpenAI|Anthropic)\(/.test(all)
      ? each(text, /\.chat\.completions\.create/g, () => '.chatCompletions.create')
      : []),
  ],
};

const config1Kept: WrongMigration = {
  name: 'config 1.0 kept',
  apply: (text) =>
    each(
      text,
      /strategy(['"]?)\s*:\s*\{\s*['"]?mode['"]?\s*:\s*(['"`][\w-]+['"`])\s*,?\s*\}/g,
      ([, quote = '', mode = '']) => {
        return `mode${quote}: ${mode}`;
      },
    ).map((changed) => changed.replace(/\btargets(['"]?)\s*:/g, 'options$1:')),
};

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/\bvirtualKey(?=\s*:)/g, 'Authorization'],
  [/\bvirtual_key(?=['"]?\s*:)/g, 'api_key'],
  [/(?<!\w)api_key(?=['"]?\s*:)/g, 'virtual_key'],
  [/\bAuthorization(?=['"]?\s*:)/g, 'virtualKey'],
  [/x-portkey-virtual-key(?=['"]\s*:)/g, 'Authorization'],
];

const keyInTheWrongPlace: WrongMigration = {
  name: 'key in the wrong place',
  apply: (text) => [
    ...PLACES.flatMap(([pattern, name]) => each(text, pattern, () => name)),
    ...each(text, /process\.env\.(?!PORTKEY)\w+_KEY\b/g, () => 'process.env.PORTKEY_API_KEY'),
  ],
};

const swappedTargets: WrongMigration = {
  name: 'swapped targets',
  apply: (text) =>
    entries(text, 'targets').flatMap((list) => {
      const found = elementsOf(text, list);
      return found.slice(1).map((second, at) => {
        const first = found[at] ?? second;
        const [one, two] = [first, second].map(({ start, end }) =>
          text.slice(start, end).replace(/\s*\/\/.*$/, ''),
        );
        return replaceAt(replaceAt(text, second, one ?? ''), first, two ?? '');
      });
    }),
};

const missingWeight: WrongMigration = {
  name: 'missing weight',
  // A weight of 1 is what a target without one has.
  apply: (text) =>
    entries(text, 'weight')
      .filter(({ value }) => Number(value) !== 1)
      .map((entry) => cut(text, entry)),
};

const FIELDS: Readonly<Record<string, string>> = {
  messages: 'message',
  max_tokens: 'max_token',
  temperature: 'temprature',
  prompt: 'promt',
  input: 'inputs',
  variables: 'variable',
};

const wrongBodyField: WrongMigration = {
  name: 'wrong body field',
  apply: (text) =>
    Object.entries(FIELDS).flatMap(([from, to]) =>
      each(text, new RegExp(`(?<=[{,\\s])${from}(?=\\s*:\\s)`, 'g'), () => to),
    ),
};

const lostTraceId: WrongMigration = {
  name: 'lost trace id',
  apply: (text) => withoutEntries(text, ['traceID', 'x-portkey-trace-id']),
};

/** The ten ways. */
export const WRONG_MIGRATIONS: readonly WrongMigration[] = [
  wrongProvider,
  droppedHeader,
  lostOverrideParam,
  oldRoute,
  config1Kept,
  keyInTheWrongPlace,
  swappedTargets,
  missingWeight,
  wrongBodyField,
  lostTraceId,
];
