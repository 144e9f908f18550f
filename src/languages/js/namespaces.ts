import type { SourceDocument } from '../../language.js';
import type { Value } from '../../value.js';

const documents = new WeakMap<Value, SourceDocument>();
const namespaces = new WeakMap<SourceDocument, Value>();

/** A module of the project as an object of its exports. */
export function namespaceOf(document: SourceDocument): Value {
  const known = namespaces.get(document);
  if (known) return known;
  const value: Value = { kind: 'opaque', at: { file: document.file, span: { start: 0, end: 0 } } };
  namespaces.set(document, value);
  documents.set(value, document);
  return value;
}

/** The module a namespace value stands for. */
export function documentOf(value: Value): SourceDocument | undefined {
  return documents.get(value);
}
