import type { Span } from '../../edit.js';
import type { Imported } from '../../site.js';
import type { Spelled } from './spell-page.js';
export function localNameAt(imported: Imported, at: Span, source: Spelled): string {
  void at;
  void source;
  return imported.name;
}
