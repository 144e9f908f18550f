import type { Draft, DraftEntry } from '../../src/site.js';
import type { Template, Value } from '../../src/value.js';

/** A template as one text: its holes are marks that stand in no other text. */
export interface Marked {
  readonly text: string;
  readonly holes: readonly Value[];
}

/** Private characters around the number of a hole. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /"?\uE000(\d+)(q?)\uE001"?/;

/** Reads JSON that is put together; a hole where a value is expected becomes a marked string of its own. */
export function markHoles({ parts }: Template): Marked {
  const holes: Value[] = [];
  let text = '';
  for (const part of parts) {
    if (part.kind === 'chunk') {
      text += part.text;
      continue;
    }
    const mark = `${OPEN}${holes.length}`;
    text += isInString(text) ? `${mark}${CLOSE}` : `"${mark}q${CLOSE}"`;
    holes.push(part);
  }
  return { text, holes };
}

function isInString(text: string): boolean {
  const quotes = text.replace(/\\[\s\S]/g, '').match(/"/g)?.length ?? 0;
  return quotes % 2 === 1;
}

/** Whether a text holds marks. */
export function isMarked(text: string): boolean {
  return text.includes(OPEN);
}

/** The text with its holes again; undefined when one of them would be evaluated twice. */
export function unmarked(text: string, holes: readonly Value[]): Draft | undefined {
  const parts = splitMarks(text, holes);
  const used = parts.filter((part) => typeof part !== 'string');
  if (new Set(used).size < used.length) return undefined;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== 'string')
    return { kind: 'verbatim', value: only };
  return used.length ? { kind: 'template', parts } : { kind: 'literal', value: text };
}

function splitMarks(text: string, holes: readonly Value[]): (string | Value)[] {
  const found = MARK.exec(text);
  if (!found) return text ? [text] : [];
  const isOwn = found[2] === 'q';
  const whole = isOwn ? found[0] : found[0].replace(/^"|"$/g, '');
  const start = found.index + (isOwn ? 0 : found[0].indexOf(OPEN));
  const hole = holes[Number(found[1])];
  const rest = splitMarks(text.slice(start + whole.length), holes);
  return [...(start ? [text.slice(0, start)] : []), ...(hole ? [hole] : []), ...rest];
}

/** A draft of plain data with the holes in its texts again. */
export function withHoles(draft: Draft, holes: readonly Value[]): Draft | undefined {
  if (draft.kind === 'literal') {
    return typeof draft.value === 'string' && isMarked(draft.value) ? unmarked(draft.value, holes) : draft;
  }
  if (draft.kind === 'list') {
    const items = draft.items.flatMap((item) => withHoles(item, holes) ?? []);
    return items.length === draft.items.length ? { kind: 'list', items } : undefined;
  }
  if (draft.kind !== 'object') return draft;
  const entries = draft.entries.flatMap((entry): DraftEntry[] => {
    const value = 'key' in entry ? withHoles(entry.value, holes) : undefined;
    return 'key' in entry && value ? [{ key: entry.key, value }] : [];
  });
  return entries.length === draft.entries.length ? { kind: 'object', entries } : undefined;
}
