import type { Project } from '../../src/project.js';
import type { Context, Finding, ImportSite, Site } from '../../src/site.js';
import type { Value } from '../../src/value.js';
import { isModule, RECORDS } from '../records.js';
import { MODULE_METHODS } from './table.js';

/**
 * A repository that holds the old SDK itself: its own files are the old surface, and no use of it. Its tests and examples are for a
 * person, since what they import is not what a package manager would bring.
 */
export function besideSdk(file: string, { project }: Context): readonly Finding[] {
  const sites = project.document(file)?.sites() ?? [];
  const imports = sites.filter(
    (site): site is ImportSite => site.kind === 'import' && isModule(site.module) && holdsSdk(site, project),
  );
  if (!imports.length || isPartOfSdk(imports, file, project)) return [];
  const found = imports.map(
    (site): Finding => finding('client', site.at, 'the old SDK of this repository is imported here'),
  );
  return [...found, ...sites.flatMap(useOf)];
}

function holdsSdk(site: ImportSite, project: Project): boolean {
  return locate(site, project).some((target) => {
    const document = project.document(target);
    return (
      document?.exported('LLMOptions') !== undefined && document.exported('ChatCompletions') !== undefined
    );
  });
}

/** The files of the package as a whole that an import takes something of. */
function locate({ module, at }: ImportSite, project: Project): readonly string[] {
  const [whole = module] = module.split('.');
  return project.document(at.file)?.language.locate(whole, at.file, project) ?? [];
}

/** Whether a file stands in the package that it imports. */
function isPartOfSdk(imports: readonly ImportSite[], file: string, project: Project): boolean {
  return imports
    .flatMap((site) => locate(site, project))
    .some(
      (target) =>
        target === file ||
        (target.endsWith('/__init__.py') && file.startsWith(target.slice(0, -'__init__.py'.length))),
    );
}

const CLASSES = new Set([...RECORDS.map(({ from }) => from), 'Config']);

function useOf(site: Site): Finding[] {
  if (site.kind !== 'call') return [];
  const path = nameOf(site.call.callee);
  const method = MODULE_METHODS.find(({ from }) => path === from || path.endsWith(`.${from}`));
  if (method) return [finding('methods', site.at, `${method.from} is ${method.to} of a client now`)];
  const name = path.split('.').at(-1) ?? '';
  return CLASSES.has(name) ? [finding('client', site.call.callee.at, `${name} is not in the new SDK`)] : [];
}

function nameOf(value: Value): string {
  if (value.kind === 'member') return `${nameOf(value.of)}.${value.name ?? '[]'}`;
  return value.kind === 'name' ? value.name : '';
}

function finding(rule: string, at: Finding['at'], message: string): Finding {
  const help = 'Move it together with the SDK: a client is Portkey(api_key=..., config=...).';
  return { rule, at, message, help, changes: [] };
}
