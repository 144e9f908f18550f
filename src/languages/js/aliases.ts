import { posix } from 'node:path';
import type { Project } from '../../project.js';

/** Where a package may be given another name, and the keys that hold such names. */
const MANIFESTS: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'],
  'deno.json': ['imports'],
  'deno.jsonc': ['imports'],
  'import_map.json': ['imports'],
};

/** Packages by the names that manifests give them. */
type Names = ReadonlyMap<string, string>;

const known = new WeakMap<Project, Map<string, Names>>();

/** The package behind a specifier that a manifest above the file gives it as another name; else the specifier itself. */
export function packageBehind(specifier: string, file: string, project: Project): string {
  if (/^[./#~@]|^\w+:/.test(specifier)) return specifier;
  return aliasesAbove(file, project).get(specifier) ?? specifier;
}

/** The name under which code in a file can import a package: its own, unless manifests list it under another one only. */
export function nameOfPackage(name: string, file: string, project: Project): string {
  const aliases = [...aliasesAbove(file, project)].filter(([, target]) => target === name);
  const [first] = aliases;
  return first && !aliases.some(([alias]) => alias === name) ? first[0] : name;
}

function aliasesAbove(file: string, project: Project): Names {
  const memo = known.get(project) ?? new Map<string, Names>();
  known.set(project, memo);
  const directory = posix.dirname(file);
  const found = memo.get(directory) ?? readAliases(file, project);
  memo.set(directory, found);
  return found;
}

function readAliases(file: string, project: Project): Names {
  return new Map(
    Object.entries(MANIFESTS).flatMap(([name, keys]) => {
      const manifest = project.manifest(file, name);
      const text = manifest === undefined ? undefined : project.read(manifest);
      return text === undefined ? [] : aliasesIn(text, keys);
    }),
  );
}

/** `"any": "npm:name@range"` and `"name": "range"`, read leniently: a broken manifest just has none. */
function aliasesIn(text: string, keys: readonly string[]): (readonly [string, string])[] {
  return keys.flatMap((key) => {
    const block = new RegExp(`"${key}"\\s*:\\s*\\{([^}]*)\\}`).exec(text)?.[1] ?? '';
    return [...block.matchAll(/"([^"]+)"\s*:\s*"([^"]*)"/g)].map(([, alias = '', to = '']) => {
      const name = /^(?:npm:|https?:\/\/.*\/)((?:@[\w.-]+\/)?[\w.-]+)(?:@[^/]*)?$/.exec(to)?.[1];
      return [alias, name ?? alias] as const;
    });
  });
}
