import type { SourceDocument } from '../../language.js';
import type { Source } from './source.js';

const sources = new WeakMap<SourceDocument, () => Source>();

/** Remembers how to get at the parsed file behind a document. */
export function rememberSource(document: SourceDocument, open: () => Source): void {
  sources.set(document, open);
}

/** The parsed file behind a document of this language; undefined for other languages. */
export function sourceOf(document: SourceDocument): Source | undefined {
  return sources.get(document)?.();
}
