// Copies what tsc does not: the JSON schemas read at run time, to dist/ or the folder given.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(process.argv[2] ?? `${root}dist`, 'transforms');
mkdirSync(target, { recursive: true });
for (const name of readdirSync(`${root}transforms`)) {
  if (name.endsWith('.schema.json')) copyFileSync(`${root}transforms/${name}`, join(target, name));
}
