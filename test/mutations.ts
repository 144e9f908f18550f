import ts from 'typescript';

/**
 * Wrong migrations by machine: every place of a migrated program at which one thing of a request can be dropped, renamed, swapped or
 * replaced. It reads syntax only: nothing here knows how requests are read, sent or compared.
 */
export interface Mutant {
  readonly kind: Kind;
  readonly file: string;
  readonly line: number;
  /** What was done, for people. */
  readonly what: string;
  readonly text: string;
}

/** What is wrong: what was done, and to what. */
export type Kind = `${'drop' | 'rename' | 'swap' | 'replace'} ${Thing}`;

/** What a request is made of. */
export type Thing =
  | 'header'
  | 'key'
  | 'parameter'
  | 'target'
  | 'weight'
  | 'order'
  | 'route'
  | 'provider'
  | 'body field'
  | 'strategy';

interface Place {
  readonly file: string;
  readonly source: ts.SourceFile;
  /** The texts of all files of the program. */
  readonly texts: readonly string[];
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Every mutant of a program's files, in order. */
export function mutantsOf(files: Readonly<Record<string, string>>): readonly Mutant[] {
  const texts = Object.values(files);
  return Object.entries(files)
    .filter(([file]) => /\.[cm]?[jt]sx?$/.test(file))
    .flatMap(([file, text]) => {
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      const found: Mutant[] = [];
      visit(source, { file, source, texts }, found);
      return found;
    });
}

function visit(node: ts.Node, place: Place, found: Mutant[]): void {
  if (isOutput(node) || isUnused(node, place) || ts.isImportDeclaration(node)) return;
  if (ts.isObjectLiteralExpression(node)) found.push(...ofObject(node, place));
  if (ts.isArrayLiteralExpression(node)) found.push(...ofList(node, place));
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) found.push(...ofText(node, place));
  if (ts.isPropertyAccessExpression(node)) found.push(...ofMethod(node, place));
  ts.forEachChild(node, (child) => visit(child, place, found));
}

/** What is printed is not sent. */
function isOutput(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /^(?:console|process\.stdout)\./.test(node.expression.getText());
}

/** An object whose variable nothing in the program names: nobody sends it. */
function isUnused(node: ts.Node, { texts }: Place): boolean {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer) return false;
  if (!ts.isObjectLiteralExpression(node.initializer)) return false;
  const words = texts.join('\n').split(/[^\w$]+/);
  const { text } = node.name;
  return words.indexOf(text) === words.lastIndexOf(text);
}

function mutant(kind: Kind, what: string, cuts: readonly Cut[], { file, source }: Place): Mutant {
  const [first] = [...cuts].sort((a, b) => a.start - b.start);
  const line = source.getLineAndCharacterOfPosition(first?.start ?? 0).line + 1;
  const text = [...cuts]
    .sort((a, b) => b.start - a.start)
    .reduce((made, { start, end, by }) => made.slice(0, start) + by + made.slice(end), source.text);
  return { kind, file, line, what, text };
}

function nameOf(property: ts.ObjectLiteralElementLike): string {
  const { name } = property;
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '';
}

/** What a property of a request is, by its name and what it stands in; undefined: nothing of a request's. */
function thingOf(name: string, parents: readonly string[]): Thing | undefined {
  const inside = (...names: string[]): boolean => parents.some((parent) => names.includes(parent));
  if (/^(?:content-type|content-length|accept|user-agent|method|signal|duplex|limit)$/i.test(name))
    return undefined;
  if (/^(?:x-portkey-)?(?:provider)$/i.test(name)) return 'provider';
  if (/(?:api[-_]?key|virtual[-_]?key|authorization)$/i.test(name)) return 'key';
  if (inside('override_params')) return 'parameter';
  if (name === 'weight') return 'weight';
  if (
    /^(?:strategy|mode|targets|retry|attempts|on_status_codes|cache|max_age|config|override_params)$/.test(
      name,
    )
  )
    return 'strategy';
  if (/^x-/i.test(name) || inside('headers', 'defaultHeaders', 'createHeaders')) return 'header';
  if (/^(?:metadata|traceID|cacheForceRefresh)$/.test(name)) return 'header';
  return inside('create', 'post', 'body', 'json', 'stringify', 'fetch', 'request') ? 'body field' : undefined;
}

/** A weight of 1, a key that the client reads from that very variable by itself, retries of the HTTP client: without them all is the same. */
function isIdle(property: ts.ObjectLiteralElementLike, name: string, parents: readonly string[]): boolean {
  const value = writtenValue(property)?.getText() ?? '';
  if (name === 'weight') return value === '1';
  if (name === 'retry') return /limit/.test(value);
  const isDefault = /^process\.env\.(?:PORTKEY|OPENAI|ANTHROPIC)_API_KEY$/.test(value);
  return isDefault && /^(?:apiKey|openAIApiKey)$/.test(name) && !parents.includes('createHeaders');
}

/** The names of everything a node stands in: properties, and functions it is an argument of. */
function parentsOf(node: ts.Node): readonly string[] {
  const names: string[] = [];
  for (let at = node.parent; at && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isPropertyAssignment(at)) names.push(nameOf(at));
    if (ts.isCallExpression(at) || ts.isNewExpression(at))
      names.push(at.expression.getText().replace(/^.*\./s, ''));
    if (ts.isVariableDeclaration(at) && ts.isIdentifier(at.name)) names.push(at.name.text);
  }
  return names;
}

function ofObject(object: ts.ObjectLiteralExpression, place: Place): readonly Mutant[] {
  const parents = parentsOf(object);
  const all = object.properties.flatMap((property) => {
    const name = nameOf(property);
    const thing = name && !isIdle(property, name, parents) ? thingOf(name, parents) : undefined;
    return thing ? [{ property, name, thing }] : [];
  });
  const single = all.flatMap(({ property, name, thing }) => [
    mutant(`drop ${thing}`, `without ${name}`, [without(property, object)], place),
    ...renamed(property, name, thing, place),
    ...replaced(property, name, thing, place),
  ]);
  return [...single, ...swapped(all, place)];
}

/** A property and the comma behind it, or before it. */
function without(property: ts.Node, object: ts.ObjectLiteralExpression): Cut {
  const { text } = property.getSourceFile();
  const comma = /^\s*,/.exec(text.slice(property.end));
  if (comma) return { start: property.getStart(), end: property.end + comma[0].length, by: '' };
  const before = /,\s*$/.exec(text.slice(object.getStart(), property.getStart()));
  return { start: property.getStart() - (before?.[0].length ?? 0), end: property.end, by: '' };
}

function renamed(
  property: ts.ObjectLiteralElementLike,
  name: string,
  thing: Thing,
  place: Place,
): readonly Mutant[] {
  const wrong = name.includes('-') ? `${name}-x` : `${name}x`;
  const said = `${name} is called ${wrong}`;
  if (ts.isShorthandPropertyAssignment(property)) {
    const { end } = property.name;
    return [
      mutant(
        `rename ${thing}`,
        said,
        [{ start: property.name.getStart(), end, by: `${wrong}: ${name}` }],
        place,
      ),
    ];
  }
  if (!ts.isPropertyAssignment(property)) return [];
  const quote = ts.isStringLiteral(property.name) ? (property.name.getText()[0] ?? '') : '';
  const { end } = property.name;
  return [
    mutant(
      `rename ${thing}`,
      said,
      [{ start: property.name.getStart(), end, by: quote + wrong + quote }],
      place,
    ),
  ];
}

/** Another value of the same type. */
function replaced(
  property: ts.ObjectLiteralElementLike,
  name: string,
  thing: Thing,
  place: Place,
): readonly Mutant[] {
  if (!ts.isPropertyAssignment(property)) return [];
  const { initializer } = property;
  const by = otherValue(initializer, name);
  if (by === undefined) return [];
  const cut = { start: initializer.getStart(), end: initializer.end, by };
  return [mutant(`replace ${thing}`, `${name}: ${initializer.getText()} became ${by}`, [cut], place)];
}

const PROVIDERS = ['openai', 'anthropic', 'cohere', 'anyscale'];
const MODES = ['single', 'fallback', 'loadbalance'];

function otherValue(value: ts.Expression, name: string): string | undefined {
  if (ts.isNumericLiteral(value)) return String(Number(value.text) + 1);
  // The gateway takes any value of this one for yes.
  if (name === 'cacheForceRefresh') return undefined;
  if (value.kind === ts.SyntaxKind.TrueKeyword) return 'false';
  if (value.kind === ts.SyntaxKind.FalseKeyword) return 'true';
  if (!ts.isStringLiteral(value)) return undefined;
  const quote = value.getText()[0] ?? '';
  const options = PROVIDERS.includes(value.text) ? PROVIDERS : MODES.includes(value.text) ? MODES : undefined;
  const next = options?.[(options.indexOf(value.text) + 1) % options.length];
  const other = next ?? (name === 'mode' ? 'simple' : `${value.text}x`);
  return other === value.text ? undefined : quote + other + quote;
}

interface Named {
  readonly property: ts.ObjectLiteralElementLike;
  readonly name: string;
  readonly thing: Thing;
}

/** The values of two neighbours of one sort, exchanged. */
function swapped(all: readonly Named[], place: Place): readonly Mutant[] {
  return all.flatMap((second, index) => {
    const first = all[index - 1];
    if (first?.thing !== second.thing) return [];
    const [one, two] = [writtenValue(first.property), writtenValue(second.property)];
    if (!one || !two || one.getText() === two.getText()) return [];
    const cuts = [
      { start: one.getStart(), end: one.end, by: two.getText() },
      { start: two.getStart(), end: two.end, by: one.getText() },
    ];
    return [mutant(`swap ${second.thing}`, `${first.name} and ${second.name} exchanged`, cuts, place)];
  });
}

function writtenValue(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  return ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/** Targets and messages: one less, or in another order. */
function ofList(list: ts.ArrayLiteralExpression, place: Place): readonly Mutant[] {
  const [holder] = parentsOf(list);
  const thing = holder === 'targets' ? 'target' : holder === 'messages' ? 'body field' : undefined;
  if (!thing) return [];
  return list.elements.flatMap((element, index) => {
    const next = list.elements[index + 1];
    const before = list.elements[index - 1]?.end ?? element.getStart();
    const cut = next
      ? { start: element.getStart(), end: next.getStart(), by: '' }
      : { start: before, end: list.end - 1, by: '' };
    const made = [mutant(`drop ${thing}`, `without element ${index} of ${holder}`, [cut], place)];
    if (!next || next.getText() === element.getText()) return made;
    const cuts = [
      { start: element.getStart(), end: element.end, by: next.getText() },
      { start: next.getStart(), end: next.end, by: element.getText() },
    ];
    return [
      ...made,
      mutant('swap order', `elements ${index} and ${index + 1} of ${holder} exchanged`, cuts, place),
    ];
  });
}

const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/\/chat\/completions(?=['"`?]|$)/, '/completions'],
  [/(?<!chat|prompts\/[^/]*|\})\/completions(?=['"`?]|$)/, '/embeddings'],
  [/\/embeddings(?=['"`?]|$)/, '/completions'],
  [/(prompts\/[^/'"`]+)\/completions(?=['"`?]|$)/, '$1/generate'],
];

/** A URL that leads elsewhere. */
function ofText(node: ts.Node, place: Place): readonly Mutant[] {
  const text = node.getText();
  if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) return [];
  return ROUTES.flatMap(([pattern, by]) => {
    if (!pattern.test(text)) return [];
    const cut = { start: node.getStart(), end: node.end, by: text.replace(pattern, by) };
    return [mutant('replace route', `${text} became ${cut.by}`, [cut], place)];
  });
}

const METHODS: Readonly<Record<string, string>> = {
  '.chat.completions.create': '.completions.create',
  '.prompts.completions.create': '.generations.create',
  '.embeddings.create': '.completions.create',
};

/** A method that posts elsewhere. */
function ofMethod(node: ts.PropertyAccessExpression, place: Place): readonly Mutant[] {
  const text = node.getText();
  return Object.entries(METHODS).flatMap(([from, to]) => {
    if (!text.endsWith(from) || !ts.isCallExpression(node.parent)) return [];
    const cut = { start: node.end - from.length, end: node.end, by: to };
    return [mutant('replace route', `${from} became ${to}`, [cut], place)];
  });
}
