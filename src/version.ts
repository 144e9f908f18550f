import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Name and version of this package, from its package.json. */
export function toolVersion(): { readonly name: string; readonly version: string } {
  const manifest = ['..', '../..'].map((up) => new URL(`${up}/package.json`, import.meta.url)).find(isThere);
  if (!manifest) throw new Error('the package has lost its package.json');
  const { name, version }: { name: string; version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  return { name, version };
}

function isThere(url: URL): boolean {
  return existsSync(fileURLToPath(url));
}
