import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { Parser } from 'web-tree-sitter';

let parser: Parser | undefined;
let loading: Promise<void> | undefined;

/** Loads the parser and its grammar, once. */
export function loadGrammar(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  // Optimising the grammar in the background would delay the end of the process by more than it saves.
  setFlagsFromString('--wasm-tier-up-filter=0');
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const grammar = await Language.load(readFileSync(grammarFile()));
  parser = new Parser().setLanguage(grammar);
}

/** Beside this file in the package; out of the grammar's own package where the source runs as it is. */
function grammarFile(): string | URL {
  const shipped = new URL('./grammar.wasm', import.meta.url);
  if (existsSync(shipped)) return shipped;
  return createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
}

/** The parser, once it is loaded. */
export function loadedParser(): Parser {
  if (!parser) throw new Error('a Python file was opened before its grammar was loaded');
  return parser;
}
