import type { ts } from 'ts-morph';
import { resolve } from '../../project.js';
import type { Origin, Value } from '../../value.js';
import { packageBehind } from './aliases.js';
import { declarationOf, moduleAccess, moduleDocument, takenBy } from './modules.js';
import type { Source } from './source.js';
import { typescript } from './typescript.js';

/** Where a name comes from: a package's export or the language; undefined for names of the project. */
export function originOfName(source: Source, node: ts.Node): Origin | undefined {
  const ts = typescript();
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = declarationOf(source, node);
  if (!declaration) return { module: '', path: [node.text] };
  const taken = takenBy(declaration);
  if (!taken || moduleDocument(source, taken.module)) return undefined;
  const module = packageBehind(taken.module, source.file, source.project);
  return { module, path: taken.name === '*' ? [] : [taken.name] };
}

/** `X.y` where X comes from a package or the language. */
export function originOfMember(of: Value, name: string | undefined): Origin | undefined {
  const origin = name === undefined ? undefined : resolvedOrigin(of);
  return origin && name !== undefined ? { module: origin.module, path: [...origin.path, name] } : undefined;
}

/** The origin of what a value stands for. */
export function resolvedOrigin(value: Value): Origin | undefined {
  const resolved = resolve(value);
  return resolved.kind === 'name' || resolved.kind === 'member' ? resolved.origin : undefined;
}

/** The module a `require()` or `import()` expression gives, when it is a package. */
export function packageOf(source: Source, node: ts.Expression): Origin | undefined {
  const access = moduleAccess(node);
  if (!access || moduleDocument(source, access.module.text)) return undefined;
  const module = packageBehind(access.module.text, source.file, source.project);
  return { module, path: access.member ? [access.member] : [] };
}
