import type { Imported } from '../../site.js';
import { locateModule } from './locate.js';
import type { Source } from './source.js';
import { holdersOf } from './spell-holders.js';

/** The module of an import as this file writes it: files of the project relative or from a root, as the file's other imports are. */
export function moduleName({ module, isFile }: Imported, source: Source): string {
  if (!isFile) return module;
  const own = holdersOf(source).filter(({ module: name }) => locates(name, source));
  const isRelative = own.some(({ module: name }) => name.startsWith('.'));
  const dotted = module
    .replace(/\.pyi?$/, '')
    .replace(/\/__init__$/, '')
    .split('/');
  const whole = dotted.map((_, index) => dotted.slice(index).join('.'));
  const found = whole.filter((name) => locateModule(name, source.file, source.project)[0] === module);
  if (!isRelative) {
    const roots = new Set(own.map(({ module: name }) => name.split('.')[0]));
    const alike = found.find((name) => roots.has(name.split('.')[0]));
    const absolute = alike ?? packaged(dotted, source) ?? found.at(-1);
    if (absolute) return absolute;
  }
  return relativeTo(dotted, source.file.split('/').slice(0, -1));
}

function locates(name: string, source: Source): boolean {
  return locateModule(name, source.file, source.project).some((file) => source.project.exists(file));
}

/** From the folder above the outermost package the file is in. */
function packaged(dotted: readonly string[], { project }: Source): string | undefined {
  let index = dotted.length - 1;
  while (index > 0 && project.exists([...dotted.slice(0, index), '__init__.py'].join('/'))) index -= 1;
  return index < dotted.length - 1 ? dotted.slice(index).join('.') : undefined;
}

function relativeTo(dotted: readonly string[], folder: readonly string[]): string {
  let shared = 0;
  while (shared < folder.length && shared < dotted.length - 1 && folder[shared] === dotted[shared])
    shared += 1;
  return '.'.repeat(folder.length - shared + 1) + dotted.slice(shared).join('.');
}
