import type { Source } from '../src/languages/python/source.js';
import { sourceOf } from '../src/languages/python/sources.js';
import { childAt, type Node, within } from '../src/languages/python/tree.js';
import { read } from '../src/languages/python/values.js';
import { memoryProject } from '../src/memory.js';
import { resolve } from '../src/project.js';
import type { Origin, Spread, Value } from '../src/value.js';

/** A Python file of a project of some texts; the first of them, unless another is named. */
export function open(files: Record<string, string> | string, file?: string): Source {
  const texts = typeof files === 'string' ? { 'a.py': files } : files;
  const name = file ?? Object.keys(texts)[0] ?? '';
  const document = memoryProject(texts).document(name);
  const source = document && sourceOf(document);
  if (!source) throw new Error(`${name} is not Python`);
  return source;
}

/** What is assigned to `x` last, in a file. */
export function valueOfX(source: Source): Value {
  const nodes: Node[] = [...within(source.root, 'assignment')].filter((node) => {
    const left = childAt(node, 'left');
    return left && source.text.slice(left.start, left.end) === 'x';
  });
  const last = nodes.at(-1);
  const right = last && childAt(last, 'right');
  if (!right) throw new Error('nothing is assigned to x');
  return read(source, right);
}

function originText(origin: Origin | undefined): string {
  return origin ? `<${[origin.module, ...origin.path].join('|')}>` : '';
}

/** A value in one line, as it is written; names are not followed. */
export function shown(value: Value | Spread, source: Source): string {
  const text = (at: Value['at']) => source.text.slice(at.span.start, at.span.end);
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.text);
    case 'template':
      return `\`${value.parts.map((part) => (part.kind === 'chunk' ? `[${part.text}~${text(part.at)}]` : `{${shown(part, source)}}`)).join('')}\``;
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'null':
      return 'null';
    case 'list':
      return `[${value.items.map((item) => shown(item, source)).join(', ')}]`;
    case 'spread':
      return `...${shown(value.of, source)}`;
    case 'object':
      return `{${value.entries.map((entry) => (entry.kind === 'spread' ? shown(entry, source) : `${entry.key ?? '?'}: ${shown(entry.value, source)}`)).join(', ')}}`;
    case 'call':
      return `${value.isNew ? 'new ' : ''}${shown(value.callee, source)}(${value.args.map((argument) => shown(argument, source)).join(', ')})`;
    case 'choice':
      return value.options.map((option) => shown(option, source)).join(' | ');
    case 'name':
      return `${value.name}${originText(value.origin)}`;
    case 'member':
      return `${shown(value.of, source)}.${value.name ?? '?'}${originText(value.origin)}`;
    case 'opaque':
      return `(${text(value.at)})${value.target ? '→' : ''}${originText(value.instanceOf)}`;
  }
}

/** A value followed as far as it goes, in one line. */
export function followed(value: Value, source: Source): string {
  const resolved = resolve(value);
  const at = resolved.at.file === source.file ? source : (opened(source, resolved.at.file) ?? source);
  if (resolved.kind === 'choice') return resolved.options.map((option) => followed(option, at)).join(' | ');
  return shown(resolved, at);
}

function opened(source: Source, file: string): Source | undefined {
  const document = source.project.document(file);
  return document && sourceOf(document);
}
