import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ts } from 'ts-morph';
import { requireCompiled } from './compiled.js';

export type TypeScript = typeof ts;

let loaded: TypeScript | undefined;

/** The TypeScript compiler inside ts-morph, loaded when the first file needs it (`require`: `import()` lexes its 9 MB). */
export function typescript(): TypeScript {
  loaded ??= requireCompiled(compilerFile(), 'typescript') as TypeScript; // what ts-morph passes on as `ts`
  return loaded;
}

/** The file the compiler inside ts-morph stands in; what ts-morph puts around it is not needed and takes as long again. */
export function compilerFile(): string {
  const common = createRequire(import.meta.url).resolve('ts-morph');
  return join(dirname(createRequire(common).resolve('@ts-morph/common')), 'typescript.js');
}

/** The `import` of `import("module")`. */
export function isImportWord(node: ts.Node): boolean {
  return node.getText() === 'import';
}

/** The modifier `export`. */
export function isExportWord(node: ts.Node): boolean {
  return node.getText() === 'export';
}
