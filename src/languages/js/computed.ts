import type { ts } from 'ts-morph';
import { resolve } from '../../project.js';
import type { Entry, Place } from '../../value.js';
import type { Source } from './source.js';
import { typescript } from './typescript.js';
import { once, read } from './values.js';

/** `[NAME]: value`, where the name may be a constant. */
export function computedEntry(
  source: Source,
  property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
  keyAt: Place,
  at: Place,
): Entry {
  const ts = typescript();
  const { name } = property;
  const value = read(source, ts.isPropertyAssignment(property) ? property.initializer : property);
  const keyFrom = ts.isComputedPropertyName(name) ? read(source, name.expression) : undefined;
  const meant = once(() => keyFrom && resolve(keyFrom));
  return {
    kind: 'entry',
    get key() {
      const text = meant();
      return text?.kind === 'text' ? text.text : undefined;
    },
    ...{ keyAt, keyFrom, value, shorthand: false, at },
  };
}
