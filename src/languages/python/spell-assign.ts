import type { Span } from '../../edit.js';
import { indentation, isFirstOnLine, lineBreakAt, lineStart } from '../../reshape/style.js';
import type { Writing } from '../../reshape/writing.js';
import type { Source } from './source.js';
import { bindingsOf, declarationIn, scopesAt } from './spell-names.js';
import { nodesAt, statementsOf } from './spell-nodes.js';
import { around, childAt, type Node } from './tree.js';

/** What stands left of an assignment becomes a variable of the file, or of the function that imports it. */
export function writeAssigned(at: Span, to: string, source: Source, writing: Writing): void {
  const target = nodesAt(source.root, at)[0];
  if (!target) {
    writing.problems.push('nothing that is assigned stands here');
    return;
  }
  const word = declarationFor(to, at, source);
  const why = word && reasonAgainst(word, to, target, source);
  if (why) {
    writing.problems.push(why);
    return;
  }
  writing.edits.push({ ...at, text: to });
  const [scope] = scopesAt(at, source);
  if (word && scope) declare(`${word} ${to}`, scope, source, writing);
}

/** The word a function needs before it can assign a variable that is not its own; undefined when it needs none. */
function declarationFor(name: string, at: Span, source: Source): 'global' | 'nonlocal' | undefined {
  const [own, ...outer] = scopesAt(at, source);
  if (!own || own.type === 'module') return undefined;
  if (declarationIn(name, own, source)) return undefined;
  if (imports(name, own, source)) return undefined;
  const owner = outer.find(
    (scope) =>
      scope.type === 'function_definition' && bindingsOf(name, source).some((one) => one.scope === scope),
  );
  return owner ? 'nonlocal' : 'global';
}

function imports(name: string, scope: Node, source: Source): boolean {
  return bindingsOf(name, source).some(
    (one) => one.scope === scope && around(one.node, 'import_statement', 'import_from_statement'),
  );
}

function reasonAgainst(word: string, name: string, target: Node, source: Source): string | undefined {
  const [scope] = scopesAt(target, source);
  if (bindingsOf(name, source).some((one) => one.scope === scope)) {
    return `${name} is a name of the function's own there`;
  }
  const assignment = around(target, 'assignment');
  const isTyped = assignment?.children.some(({ field }) => field === 'type');
  return isTyped ? `a ${word} name cannot have a type of its own` : undefined;
}

/** Writes a declaration as the first statement of a function or class, after what describes it. */
function declare(source: string, scope: Node, { text }: Source, writing: Writing): void {
  const body = childAt(scope, 'body');
  if (!body) return;
  const statements = statementsOf(body);
  const first = statements[isDocstring(statements[0]) && statements.length > 1 ? 1 : 0];
  if (!first) return;
  if (!isFirstOnLine(text, first.start)) {
    writing.edits.push({ start: first.start, end: first.start, text: `${source}; ` });
    return;
  }
  const eol = lineBreakAt(text, first.start);
  // At the end of the line before, so that it stays when the statement itself goes.
  const at = lineStart(text, first.start) - eol.length;
  writing.edits.push({ start: at, end: at, text: eol + indentation(text, first.start) + source });
}

function isDocstring(statement: Node | undefined): boolean {
  const only = statement?.type === 'expression_statement' ? statement.children[0] : undefined;
  return only?.type === 'string';
}
