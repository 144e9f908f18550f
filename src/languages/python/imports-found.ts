import type { ImportSite } from '../../site.js';
import { importsOf } from './modules.js';
import { referencesTo } from './references.js';
import { placeOf, type Source, textOf } from './source.js';
import { around, childAt, type Node } from './tree.js';

/** Every name the file takes from packages and files, one site a name. */
export function importSites(source: Source): readonly ImportSite[] {
  return importsOf(source).map(({ node, statement, module, name, local }): ImportSite => {
    let uses: ImportSite['uses'] | undefined;
    return {
      kind: 'import',
      module,
      moduleAt: placeOf(source, childAt(statement, 'module_name') ?? node),
      name,
      nameAt: placeOf(source, childAt(node, 'name') ?? node),
      local,
      typeOnly: isTypeChecking(source, statement),
      get uses() {
        uses ??= usesOf(source, node);
        return uses;
      },
      at: placeOf(source, node),
    };
  });
}

/** `if TYPE_CHECKING:`. */
function isTypeChecking(source: Source, statement: Node): boolean {
  const test = around(statement, 'if_statement');
  const condition = test && childAt(test, 'condition');
  return condition !== undefined && /\bTYPE_CHECKING$/.test(textOf(source, condition));
}

function usesOf(source: Source, node: Node): ImportSite['uses'] {
  return referencesTo(source, node)
    .filter((reference) => reference.source === source)
    .map((reference) => ({
      at: placeOf(source, reference.node),
      as: around(reference.node, 'type') ? 'type' : 'value',
    }));
}
