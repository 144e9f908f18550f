import type { Change, Context } from '../../src/site.js';
import type { Place, Value } from '../../src/value.js';
import { TYPES } from '../types.js';

/** Constants that were annotated with a type the SDK no longer exports say their own type now. */
export function staleAnnotations(value: Value, { project }: Context): Change[] {
  const places = annotationsOf(value).filter(({ file, span }) => {
    const text = project.document(file)?.text.slice(span.start, span.end) ?? '';
    return TYPES.some(({ from }) => new RegExp(`\\b${from}\\b`).test(text));
  });
  return places.map((at) => ({ do: 'remove', at }));
}

function annotationsOf(value: Value, depth = 0): Place[] {
  if (depth > 8) return [];
  if (value.kind === 'list') {
    return value.items.flatMap((item) => annotationsOf(item.kind === 'spread' ? item.of : item, depth + 1));
  }
  if (value.kind === 'choice') return value.options.flatMap((option) => annotationsOf(option, depth + 1));
  const binding = value.kind === 'name' ? value.binding() : undefined;
  const own = binding?.annotation && binding.kind === 'variable' ? [binding.annotation] : [];
  const next = 'target' in value ? value.target?.() : undefined;
  return [...own, ...(next ? annotationsOf(next, depth + 1) : [])];
}
