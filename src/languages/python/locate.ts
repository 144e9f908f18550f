import { posix } from 'node:path';
import type { Project } from '../../project.js';

const located = new WeakMap<Project, Map<string, readonly string[]>>();

/** The files a module name written in a file may stand for, most likely first; [] when it leaves the project. */
export function locateModule(specifier: string, file: string, project: Project): readonly string[] {
  const known = located.get(project) ?? new Map<string, readonly string[]>();
  located.set(project, known);
  const key = `${posix.dirname(file)}\n${specifier}`;
  const memo = known.get(key) ?? findModule(specifier, posix.dirname(file), project);
  known.set(key, memo);
  const isRelative = specifier.startsWith('.');
  // A file that imports a package of its own name does not import itself.
  return isRelative ? memo.slice(0, 1) : memo.filter((found) => found !== file).slice(0, 1);
}

function findModule(specifier: string, folder: string, project: Project): readonly string[] {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const path = specifier.slice(dots).replaceAll('.', '/');
  if (dots) return filesAt(posix.join(folder, ...Array(dots - 1).fill('..'), path), project);
  const isMeant = (found: string): boolean => !importsNamesake(found, specifier, project);
  return rootsFor(folder, project).flatMap((root) =>
    filesAt(posix.join(root, path), project).filter(isMeant),
  );
}

/** The files of a module by its path without ending. */
export function filesAt(base: string, project: Project): readonly string[] {
  const candidates = [`${base}/__init__.py`, `${base}.py`, `${base}/__init__.pyi`, `${base}.pyi`];
  return candidates.filter((candidate) => project.exists(candidate)).slice(0, 1);
}

/** `providers/openai.py` imports `openai`: so that is not the file. */
function importsNamesake(file: string, specifier: string, project: Project): boolean {
  if (specifier.includes('.') || posix.basename(file).startsWith('__init__.')) return false;
  return new RegExp(`^[ \\t]*(?:import|from)[ \\t]+${specifier}\\b`, 'm').test(project.read(file) ?? '');
}

/** Where absolute imports start: folders that are no package, from the nearest up, each with its `src`; at last the folder itself. */
function rootsFor(folder: string, project: Project): readonly string[] {
  const found: string[] = [];
  for (let current = folder; ; current = posix.join(current, '..')) {
    if (!isPackage(current, project)) found.push(current, posix.join(current, 'src'));
    if (current === '.' || /(^|\/)\.\.$/.test(current) || current === posix.join(current, '..')) break;
  }
  return [...new Set([...found, folder])];
}

function isPackage(folder: string, project: Project): boolean {
  return (
    folder !== '.' && (project.exists(`${folder}/__init__.py`) || project.exists(`${folder}/__init__.pyi`))
  );
}
