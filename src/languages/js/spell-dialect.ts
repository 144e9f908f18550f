import type { ts } from 'ts-morph';
import type { Dialect, Doc, Notation, Slot } from '../../dialect.js';
import type { Span } from '../../edit.js';
import type { Draft } from '../../site.js';
import type { Value } from '../../value.js';
import { namesReach } from './spell-names.js';
import { expressionAt, type Spelled } from './spell-nodes.js';
import { cookedUnit, escapeFor, quoted } from './spell-text.js';
import { typescript } from './typescript.js';

/** How JavaScript and TypeScript write drafts in one file. */
export function javascriptDialect(source: Spelled): Dialect {
  return {
    name: 'JavaScript',
    comments: [{ open: '//' }, { open: '/*', close: '*/' }],
    quotes: ['"', "'"],
    trailingCommas: true,
    text: quoted,
    escaped: escapeFor,
    cooked: cookedUnit,
    key: keySource,
    literal: (value) => String(value),
    spread: (of) => ['...', of],
    member: (of, name, notation) => [of, access(name, notation)],
    template: (parts) => [
      '`',
      ...parts.map((part): Doc => (typeof part === 'string' ? escapeFor(part, '`') : ['${', part.hole, '}'])),
      '`',
    ],
    imported: (local) => local,
    call: (callee, args) => [
      callee,
      '(',
      ...args.flatMap((arg, index) => (index ? [', ', arg] : [arg])),
      ')',
    ],
    environment: (name, notation) => `process.env${access(name, notation)}`,
    encode: (of) => ['JSON.stringify(', of, ')'],
    fits: (value, slot) => fits(source, value, slot),
    reaches: (from, to) => namesReach(from, to, source),
    seat: (span, doc, draft) => seat(source, span, doc, draft),
    portable,
  };
}

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

function keySource(key: string, { keyQuote, quote }: Notation): string {
  if (key === '__proto__') return `[${quoted(key, quote)}]`;
  if (keyQuote) return quoted(key, keyQuote);
  return NAME.test(key) || /^(?:0|[1-9]\d{0,14})$/.test(key) ? key : quoted(key, quote);
}

function access(name: string, { quote }: Notation): string {
  return NAME.test(name) ? `.${name}` : `[${quoted(name, quote)}]`;
}

function portable(value: Value): Draft | undefined {
  const origin = value.kind === 'member' ? value.origin : undefined;
  const [object, field, name, ...more] = origin?.path ?? [];
  const isEnvironment = origin?.module === '' && object === 'process' && field === 'env' && !more.length;
  return isEnvironment && name !== undefined ? { kind: 'environment', name } : undefined;
}

function fits({ sourceFile }: Spelled, value: Value, slot: Slot): boolean {
  const node = expressionAt(sourceFile, value.at.span);
  if (!node || slot === 'hole') return true;
  return slot === 'receiver' ? isPrimary(node) : !isSequence(node);
}

function isSequence(node: ts.Expression): boolean {
  const ts = typescript();
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken;
}

function isPrimary(node: ts.Expression): boolean {
  const ts = typescript();
  if (ts.isNumericLiteral(node) || ts.isObjectLiteralExpression(node)) return false;
  if (ts.isFunctionExpression(node) || ts.isClassExpression(node)) return false;
  if (ts.isNewExpression(node)) return node.arguments !== undefined;
  return ts.isLeftHandSideExpression(node);
}

/** Puts new source in the place of an expression, with the brackets that the place needs. */
function seat({ sourceFile }: Spelled, span: Span, doc: Doc, draft: Draft): Doc {
  const ts = typescript();
  const node = expressionAt(sourceFile, span);
  if (!node) return doc;
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) return inAttribute(doc, draft);
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) return [`${node.getText()}: `, doc];
  if (draft.kind === 'object') return beginsStatement(node) ? ['(', doc, ')'] : doc;
  if (draft.kind !== 'verbatim') return doc;
  const value = expressionAt(sourceFile, draft.value.at.span);
  if (!value || isPrimary(value) || takesAny(node)) return doc;
  return ['(', doc, ')'];
}

/** In JSX a text may stand in quotes without escapes; everything else stands in braces. */
function inAttribute(doc: Doc, draft: Draft): Doc {
  const isPlain =
    draft.kind === 'literal' && typeof draft.value === 'string' && !/["'&\\\n]/.test(draft.value);
  return isPlain ? doc : ['{', doc, '}'];
}

/** Whether a brace in the place of a node would open a block. */
function beginsStatement(node: ts.Node): boolean {
  const ts = typescript();
  const { parent } = node;
  if (ts.isExpressionStatement(parent)) return true;
  if (ts.isArrowFunction(parent)) return parent.body === node;
  const isLeftmost = parent && parent.getStart() === node.getStart() && ts.isExpression(parent);
  return isLeftmost && !ts.isParenthesizedExpression(parent) && beginsStatement(parent);
}

/** Whether any expression but a sequence may stand in the place of a node. */
function takesAny(node: ts.Expression): boolean {
  const ts = typescript();
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node;
  if (ts.isBinaryExpression(parent)) {
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken && parent.right === node;
  }
  return (
    !ts.isExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isArrowFunction(parent)
  );
}
