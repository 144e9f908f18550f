// Copies what tsc does not: the JSON schemas and grammars read at run time, to dist/ or the folder given.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(process.argv[2] ?? `${root}dist`, 'transforms');
mkdirSync(target, { recursive: true });
for (const name of readdirSync(`${root}transforms`)) {
  if (name.endsWith('.schema.json')) copyFileSync(`${root}transforms/${name}`, join(target, name));
}

// The grammars come from packages that compile themselves where they are installed; only the portable one is shipped.
const grammars = { python: 'tree-sitter-python/tree-sitter-python.wasm' };
for (const [language, grammar] of Object.entries(grammars)) {
  const folder = join(process.argv[2] ?? `${root}dist`, 'src', 'languages', language);
  mkdirSync(folder, { recursive: true });
  copyFileSync(createRequire(import.meta.url).resolve(grammar), join(folder, 'grammar.wasm'));
}
