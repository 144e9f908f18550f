import { childAt, type Node } from './tree.js';

/** What an identifier does where it stands; `none`: it is no variable there (`.name`, `name=`, a module's name). */
export type Role = 'binder' | 'use' | 'global' | 'nonlocal' | 'none';

/** What an identifier does where it stands. */
export function roleOf(node: Node): Role {
  const { parent, field } = node;
  if (!parent) return 'none';
  switch (parent.type) {
    case 'attribute':
      return field === 'attribute' ? 'none' : 'use';
    case 'keyword_argument':
      return field === 'name' ? 'none' : inTarget(node);
    case 'global_statement':
      return 'global';
    case 'nonlocal_statement':
      return 'nonlocal';
    case 'dotted_name':
      return inDottedName(node, parent);
    case 'keyword_pattern':
      return 'none';
    case 'aliased_import':
    case 'function_definition':
    case 'class_definition':
    case 'named_expression':
    case 'default_parameter':
    case 'typed_default_parameter':
      return field === 'name' || field === 'alias' ? 'binder' : 'use';
    case 'typed_parameter':
      return parent.children[0] === node ? 'binder' : 'use';
    case 'parameters':
    case 'lambda_parameters':
    case 'dictionary_splat_pattern':
    case 'splat_pattern':
      return 'binder';
    case 'as_pattern':
      return parent.parent?.type === 'case_pattern' ? 'binder' : 'use';
    default:
      return inTarget(node);
  }
}

function inDottedName(node: Node, name: Node): Role {
  const { parent } = name;
  const isFirst = name.children[0] === node;
  if (!parent || !isFirst) return 'none';
  if (parent.type === 'import_statement') return 'binder';
  if (/import/.test(parent.type))
    return parent.type !== 'aliased_import' && name.field === 'name' ? 'binder' : 'none';
  const isWhole = name.children.length === 1;
  return isWhole && /^(case_pattern|keyword_pattern)$/.test(parent.type) ? 'binder' : 'use';
}

const GROUPS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'tuple',
  'list',
  'list_splat',
  'expression_list',
  'parenthesized_expression',
  'as_pattern_target',
  'type',
]);

/** Whether an identifier is assigned to, alone or with others. */
function inTarget(node: Node): Role {
  let child = node;
  while (child.parent && GROUPS.has(child.parent.type)) child = child.parent;
  if (child.type === 'as_pattern_target') return 'binder';
  const holder = child.parent;
  switch (holder?.type) {
    case 'assignment':
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      return child.field === 'left' ? 'binder' : 'use';
    case 'type_alias_statement':
      return childAt(holder, 'left') === child ? 'binder' : 'use';
    case 'delete_statement':
    case 'parameters':
    case 'lambda_parameters':
    case 'typed_parameter':
      return child.type === 'identifier' || GROUPS.has(child.type) ? inParameters(holder, child) : 'use';
    default:
      return 'use';
  }
}

function inParameters(holder: Node, child: Node): Role {
  if (holder.type === 'typed_parameter' && holder.children[0] !== child) return 'use';
  return 'binder';
}
