import type { ImportSite } from '../../site.js';
import { importsOf } from './modules.js';
import { referencesTo } from './references.js';
import { placeOf, type Source, textOf } from './source.js';
import { around, childAt, type Node, partsOf } from './tree.js';

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
      as: isType(source, reference.node) ? 'type' : 'value',
    }));
}

/** An annotation, or the type that a value is cast to. */
function isType(source: Source, node: Node): boolean {
  if (around(node, 'type')) return true;
  const list = around(node, 'argument_list');
  const callee = list?.parent && childAt(list.parent, 'function');
  const isCast = callee !== undefined && /^(?:typing\.)?(?:cast|TypeVar)$/.test(textOf(source, callee));
  const [first] = list ? partsOf(list) : [];
  return isCast && first !== undefined && first.start <= node.start && node.end <= first.end;
}
