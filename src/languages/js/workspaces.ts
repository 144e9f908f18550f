import { posix } from 'node:path';
import type { Project } from '../../project.js';

/** A package of the same repository, by its manifest. */
interface Workspace {
  readonly directory: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

const known = new WeakMap<Project, ReadonlyMap<string, Workspace>>();

/** Where a specifier that names a package of the same repository may lead, likeliest first. */
export function workspaceBases(specifier: string, project: Project): readonly string[] {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const workspace = workspacesOf(project).get(parts.slice(0, length).join('/'));
  if (!workspace) return [];
  const rest = parts.slice(length).join('/');
  const declared = exportedPaths(workspace.manifest, rest);
  // What a manifest declares is often built; the source beside it is what a person edits.
  const usual = rest ? [`src/${rest}`, rest] : ['src/index', 'src/main', 'index'];
  return [...usual, ...declared].map((path) => posix.join(workspace.directory, path));
}

/** The packages that the candidates of a run belong to. */
function workspacesOf(project: Project): ReadonlyMap<string, Workspace> {
  const memo = known.get(project);
  if (memo) return memo;
  const found = new Map<string, Workspace>();
  const files = new Set(project.files.flatMap((file) => project.manifest(file, 'package.json') ?? []));
  for (const file of files) {
    const manifest = parse(project.read(file) ?? '');
    if (typeof manifest.name === 'string')
      found.set(manifest.name, { directory: posix.dirname(file), manifest });
  }
  known.set(project, found);
  return found;
}

/** A manifest that is broken says nothing. */
function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function exportedPaths(manifest: Workspace['manifest'], rest: string): string[] {
  const key = rest ? `./${rest}` : '.';
  const { exports } = manifest;
  const exported = isRecord(exports) && key in exports ? exports[key] : rest ? undefined : exports;
  const fields = rest ? [] : [manifest.source, manifest.module, manifest.main, manifest.types];
  return [exported, ...fields].flatMap(textsIn);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}
