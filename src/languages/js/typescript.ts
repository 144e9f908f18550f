import { createRequire } from 'node:module';
import type { ts } from 'ts-morph';

export type TypeScript = typeof ts;

let loaded: TypeScript | undefined;

/** The TypeScript compiler inside ts-morph, loaded when the first file needs it (`require`: `import()` lexes its 9 MB). */
export function typescript(): TypeScript {
  loaded ??= (createRequire(import.meta.url)('ts-morph') as { ts: TypeScript }).ts;
  return loaded;
}

/** The `import` of `import("module")`. */
export function isImportWord(node: ts.Node): boolean {
  return node.getText() === 'import';
}

/** The modifier `export`. */
export function isExportWord(node: ts.Node): boolean {
  return node.getText() === 'export';
}
