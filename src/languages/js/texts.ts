import type { ts } from 'ts-morph';
import { resolve } from '../../project.js';
import type { TextRole, TextSite } from '../../site.js';
import { isAssignment } from './classes.js';
import type { Source } from './source.js';
import { isExpected, isServed } from './surroundings.js';
import { isImportWord, typescript } from './typescript.js';
import { read, unwrapped } from './values.js';

const COMPARING = new Set([
  'includes',
  'startsWith',
  'endsWith',
  'indexOf',
  'match',
  'test',
  'replace',
  'replaceAll',
  'split',
]);
/** What stands second here is put in the place of what stands first. */
const REPLACING = new Set(['replace', 'replaceAll']);
const READING = new Set(['get', 'has', 'header', 'getHeader']);
const LOGGING = /^(console|log|logger|winston|pino|debug)$/i;
const TITLES = new Set(['describe', 'it', 'test', 'Error', 'TypeError', 'RangeError', 'alert']);

/** A string, template or concatenation as a site, when it is the outermost of its kind and stands for a value. */
export function textSite(source: Source, node: ts.Node): TextSite | undefined {
  const ts = typescript();
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || isSum(node);
  if (!(isText || isJoin(node)) || isPart(node) || isSyntax(node)) return undefined;
  const written = read(source, node);
  const value = written.kind === 'call' ? resolve(written) : written;
  if (value.kind !== 'text' && value.kind !== 'template') return undefined;
  return { kind: 'text', value, role: roleOf(source, node), at: value.at };
}

function isSum(node: ts.Node): node is ts.BinaryExpression {
  const ts = typescript();
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

/** `[…].join("/")`, `"…".concat(x)`. */
function isJoin(node: ts.Node): boolean {
  const ts = typescript();
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  return /^(?:join|concat)$/.test(node.expression.name.text);
}

function isPart(node: ts.Node): boolean {
  let parent = node.parent;
  while (typescript().isParenthesizedExpression(parent)) parent = parent.parent;
  return isSum(parent);
}

/** Module specifiers, property names, directives and string types are not values. */
function isSyntax(node: ts.Node): boolean {
  const ts = typescript();
  const { parent } = node;
  if (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent)
  )
    return true;
  if (
    ts.isLiteralTypeNode(parent) ||
    ts.isTaggedTemplateExpression(parent) ||
    ts.isExpressionStatement(parent)
  )
    return true;
  if (ts.isCallExpression(parent) && isImportWord(parent.expression)) return true;
  if (ts.isComputedPropertyName(parent)) return true;
  const named = parent as ts.Node & { name?: ts.Node };
  return named.name === node;
}

function roleOf(source: Source, node: ts.Node): TextRole {
  const ts = typescript();
  let inner = node;
  while (unwrapped(inner.parent) === inner) inner = inner.parent;
  const parent = inner.parent;
  if (ts.isBindingElement(parent) && parent.propertyName === inner) return 'lookup';
  if (ts.isElementAccessExpression(parent)) return isWritten(parent) ? 'key' : 'lookup';
  if (ts.isCaseClause(parent) || isComparison(parent) || isListLookedIn(parent)) return 'comparison';
  if (ts.isThrowStatement(parent) || isShown(parent)) return 'log';
  if (isExpected(inner)) return 'comparison';
  if (isServed(source, inner)) return 'served';
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return argumentRole(parent, inner);
  return 'value';
}

/** Attributes that people read or follow, as against those a program uses. */
const SHOWN = /^(?:href|title|alt|placeholder|aria-label)$/;

function isShown(parent: ts.Node): boolean {
  return typescript().isJsxAttribute(parent) && SHOWN.test(parent.name.getText());
}

function isWritten(access: ts.ElementAccessExpression): boolean {
  const ts = typescript();
  const { parent } = access;
  if (ts.isDeleteExpression(parent)) return true;
  return ts.isBinaryExpression(parent) && parent.left === access && isAssignment(parent);
}

/** `["a", "b"].includes(x)`. */
function isListLookedIn(list: ts.Node): boolean {
  const ts = typescript();
  const access = list.parent;
  if (!ts.isArrayLiteralExpression(list) || !ts.isPropertyAccessExpression(access)) return false;
  return access.expression === list && /^(?:includes|indexOf)$/.test(access.name.text);
}

function isComparison(node: ts.Node): boolean {
  const ts = typescript();
  if (!ts.isBinaryExpression(node)) return false;
  return /^(===?|!==?|in)$/.test(node.operatorToken.getText());
}

function argumentRole(call: ts.CallExpression | ts.NewExpression, argument: ts.Node): TextRole {
  const ts = typescript();
  const callee = call.expression;
  if (ts.isIdentifier(callee)) return TITLES.has(callee.text) || LOGGING.test(callee.text) ? 'log' : 'value';
  if (!ts.isPropertyAccessExpression(callee)) return 'value';
  const method = callee.name.text;
  const isFirst = call.arguments?.[0] === argument;
  if (COMPARING.has(method) && (isFirst || !REPLACING.has(method))) return 'comparison';
  const object = ts.isPropertyAccessExpression(callee.expression)
    ? callee.expression.name
    : callee.expression;
  if (LOGGING.test(object.getText())) return 'log';
  return READING.has(method) && isFirst && !looksLikeUrl(argument) ? 'lookup' : 'value';
}

/** `axios.get("https://…")` reads no header. */
function looksLikeUrl(node: ts.Node): boolean {
  return /\/\/|^[`'"]?\/|\$\{/.test(node.getText()) || isSum(node);
}
