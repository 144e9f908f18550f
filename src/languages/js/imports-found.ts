import type { ts } from 'ts-morph';
import type { ImportSite } from '../../site.js';
import { packageBehind } from './aliases.js';
import { importsOf } from './crossings.js';
import { referencesTo } from './references.js';
import { placeOf, type Source } from './source.js';
import { typescript } from './typescript.js';

/** Every name the file takes from packages and files, one site a name. */
export function importSites(source: Source): readonly ImportSite[] {
  const named = importsOf(source).map(({ declaration, taken, local }): ImportSite => {
    let uses: ImportSite['uses'] | undefined;
    return {
      kind: 'import',
      module: packageBehind(taken.module, source.file, source.project),
      moduleAt: placeOf(source, taken.moduleNode),
      name: taken.name,
      nameAt: placeOf(source, taken.nameNode),
      local,
      typeOnly: taken.typeOnly,
      get uses() {
        uses ??= usesOf(source, declaration);
        return uses;
      },
      at: placeOf(source, declaration),
    };
  });
  return [...named, ...passedOn(source)];
}

function usesOf(source: Source, declaration: ts.Declaration): ImportSite['uses'] {
  return referencesTo(source, declaration)
    .filter((reference) => reference.source === source)
    .map(({ node }) => ({ at: placeOf(source, node), as: useOf(node) }) as const);
}

function useOf(node: ts.Node): ImportSite['uses'][number]['as'] {
  const ts = typescript();
  if (ts.isExportSpecifier(node.parent)) return 'export';
  return ts.isTypeNode(node.parent) || ts.isQualifiedName(node.parent) ? 'type' : 'value';
}

/** `export { name } from "module"`. */
function passedOn(source: Source): ImportSite[] {
  const ts = typescript();
  return source.sourceFile.statements.filter(ts.isExportDeclaration).flatMap((statement) => {
    const { exportClause: clause, moduleSpecifier: specifier } = statement;
    if (!specifier || !ts.isStringLiteralLike(specifier) || !clause || !ts.isNamedExports(clause)) return [];
    return clause.elements.map(
      (element): ImportSite => ({
        kind: 'import',
        module: packageBehind(specifier.text, source.file, source.project),
        moduleAt: placeOf(source, specifier),
        name: (element.propertyName ?? element.name).text,
        nameAt: placeOf(source, element.propertyName ?? element.name),
        local: element.name.text,
        typeOnly: statement.isTypeOnly || element.isTypeOnly,
        passedOn: true,
        uses: [],
        at: placeOf(source, element),
      }),
    );
  });
}
