import { resolve } from '../../project.js';
import type { Call, Chunk, List, Place, Template, Value } from '../../value.js';

type Part = Chunk | Value;

/** `["a", b].join("/")` and `"a".concat(b)` as the template they are; undefined for other calls. */
export function joinedBy({ callee, args, at }: Call): Template | undefined {
  if (callee.kind !== 'member') return undefined;
  const values = args.flatMap((argument) => (argument.kind === 'spread' ? [] : [argument]));
  if (values.length < args.length) return undefined;
  const parts =
    callee.name === 'join'
      ? partsOfList(callee.of, values)
      : callee.name === 'concat'
        ? partsOfSum(callee.of, values)
        : undefined;
  return parts?.some(({ kind }) => kind === 'chunk') ? { kind: 'template', parts, at } : undefined;
}

function partsOfList(of: Value, [separator]: readonly Value[]): readonly Part[] | undefined {
  const list = resolve(of);
  const between = separator ? resolve(separator) : undefined;
  if (list.kind !== 'list' || isWritten(of) || (separator && between?.kind !== 'text')) return undefined;
  const text = between?.kind === 'text' ? between.text : ',';
  return partsBetween(list, text);
}

function partsBetween({ items }: List, separator: string): readonly Part[] | undefined {
  const parts = items.map((item) => (item.kind === 'spread' ? undefined : partOf(item)));
  if (!parts.every((part) => part !== undefined)) return undefined;
  return parts.flatMap((part, index) => (index && separator ? [glue(separator, part.at), part] : [part]));
}

function partsOfSum(of: Value, values: readonly Value[]): readonly Part[] | undefined {
  const first = resolve(of);
  return first.kind === 'text' || first.kind === 'template' ? [of, ...values].map(partOf) : undefined;
}

function partOf(value: Value): Part {
  if (value.kind !== 'text') return value;
  const { start, end } = value.at.span;
  return { kind: 'chunk', text: value.text, at: { ...value.at, span: { start: start + 1, end: end - 1 } } };
}

/** What stands between two parts without being written there: it has a place, and no characters of its own. */
function glue(text: string, { file, span }: Place): Chunk {
  return { kind: 'chunk', text, at: { file, span: { start: span.start, end: span.start } } };
}

/** A list in a variable that something is done to is not what it began as. */
function isWritten(of: Value): boolean {
  const uses = of.kind === 'name' ? (of.binding()?.references() ?? []) : [];
  return uses.some(({ how }) => how !== 'read' && how !== 'member' && how !== 'export');
}
