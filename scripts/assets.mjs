// Copies what tsc does not: the JSON schemas read at run time.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(`${root}dist/transforms`, { recursive: true });
for (const name of readdirSync(`${root}transforms`)) {
  if (name.endsWith('.schema.json'))
    copyFileSync(`${root}transforms/${name}`, `${root}dist/transforms/${name}`);
}
