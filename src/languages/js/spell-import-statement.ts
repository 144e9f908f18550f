import type { ts } from 'ts-morph';
import type { Edit, Span } from '../../edit.js';
import { lineBreakAt, quoteNear, styleAt } from '../../reshape/style.js';
import { removalOf } from '../../reshape/text.js';
import { specifier } from './spell-clauses.js';
import { holdersOf } from './spell-holders.js';
import type { Spelled } from './spell-nodes.js';
import { pageOf } from './spell-page.js';
import { quoted } from './spell-text.js';
import { isExportWord, typescript } from './typescript.js';

/** A name to import, and the places it is needed at. */
export interface Taken {
  readonly module: string;
  readonly name: string;
  readonly local: string;
  readonly places: readonly Span[];
}

/** New import statements, and the removal of those that take nothing any more; comments of the latter stay. */
export function newStatements(
  taken: readonly Taken[],
  vacated: readonly ts.Statement[],
  source: Spelled,
): readonly Edit[] {
  const page = pageOf(source);
  const isImport = usesImports(source);
  const lines = statementsFor(taken, isImport, source);
  const anchor = lines.length ? anchorOf(isImport, taken, source) : undefined;
  const edits = vacated.map((statement): Edit => {
    const span = { start: statement.getStart(source.sourceFile), end: statement.getEnd() };
    const kept = page.comments.filter(({ start, end }) => span.start <= start && end <= span.end);
    const text = kept.map(({ start, end }) => source.text.slice(start, end));
    const eol = lineBreakAt(source.text, span.start);
    if (statement === anchor) return { ...span, text: [...text, ...lines].join(eol) };
    return text.length
      ? { ...span, text: text.join(eol) }
      : { ...removalOf(source.text, span, true), text: '' };
  });
  if (!lines.length || (anchor && vacated.includes(anchor))) return edits;
  return [...edits, anchor ? after(anchor, lines, source) : atTop(lines, source)];
}

/** Whether the file takes modules by `import`; a file that takes none is judged by its name and by what it exports. */
function usesImports({ sourceFile, file, text }: Spelled): boolean {
  const ts = typescript();
  const isModule = sourceFile.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      (ts.isExportAssignment(statement) && !statement.isExportEquals) ||
      (ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(isExportWord)),
  );
  if (isModule || /\.m[jt]s$/.test(file)) return true;
  if (/\.c[jt]s$/.test(file)) return false;
  const isScript = /\brequire\s*\(\s*["'`]|\bmodule\.exports\b|\bexports\.\w/.test(text);
  return !isScript;
}

function statementsFor(taken: readonly Taken[], isImport: boolean, source: Spelled): string[] {
  const page = pageOf(source);
  const modules = [...new Set(taken.map(({ module }) => module))];
  const anchors = holdersOf(source).filter(({ statement }) => statement.parent === source.sourceFile);
  const [first, last] = [anchors[0]?.statement, anchors.at(-1)?.statement];
  const near =
    first && last ? { start: first.getStart(), end: last.getEnd() } : { start: 0, end: source.text.length };
  const { padded } = styleAt(page, near);
  const end = endsInSemicolons(source) || (!isImport && continues(source)) ? ';' : '';
  return modules.flatMap((module) => {
    const names = taken.filter((item) => item.module === module);
    const from = quoted(module, quoteNear(page, near));
    const listed = names.filter(({ name }) => name !== 'default').map((item) => specifier(item, isImport));
    const pad = padded ? ' ' : '';
    const list = listed.length ? [`{${pad}${listed.join(', ')}${pad}}`] : [];
    const main = names.filter(({ name }) => name === 'default').map(({ local }) => local);
    if (isImport) return [`import ${[...main, ...list].join(', ')} from ${from}${end}`];
    return [
      ...main.map((local) => `const ${local} = require(${from})${end}`),
      ...list.map((names) => `const ${names} = require(${from})${end}`),
    ];
  });
}

function endsInSemicolons({ sourceFile, text }: Spelled): boolean {
  const ts = typescript();
  const plain = sourceFile.statements.filter(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      ts.isVariableStatement(statement) ||
      ts.isExpressionStatement(statement) ||
      ts.isExportDeclaration(statement),
  );
  const ended = plain.filter((statement) => text[statement.getEnd() - 1] === ';').length;
  return plain.length === 0 || ended * 2 >= plain.length;
}

/** Whether a statement of the file begins with what could continue the line before it. */
function continues({ sourceFile, text }: Spelled): boolean {
  return sourceFile.statements.some((statement) => /[([`/+-]/.test(text[statement.getStart()] ?? ''));
}

/** The last statement at the top level that takes a module in the same way; a `require` must come before what needs it. */
function anchorOf(isImport: boolean, taken: readonly Taken[], source: Spelled): ts.Statement | undefined {
  const ts = typescript();
  const { statements } = source.sourceFile;
  if (isImport) {
    return statements.findLast((one) => ts.isImportDeclaration(one) || ts.isImportEqualsDeclaration(one));
  }
  const own = new Set(holdersOf(source).map(({ statement }) => statement));
  const first = Math.min(...taken.flatMap(({ places }) => places.map(({ start }) => start)));
  return statements.findLast((one) => own.has(one) && one.getEnd() <= first);
}

function after(anchor: ts.Statement, lines: readonly string[], { text }: Spelled): Edit {
  const end = anchor.getEnd();
  const rest = /^[^\S\r\n]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/[^\S\r\n]*)?(?=\r?\n|$)/.exec(
    text.slice(end),
  )?.[0];
  const eol = lineBreakAt(text, end);
  const at = end + (rest?.length ?? 0);
  const source = lines.map((line) => eol + line).join('');
  return { start: at, end: at, text: rest === undefined ? source + eol : source };
}

/** Where a file without imports gets its first: after what must stand first, and a comment about the whole file. */
function atTop(lines: readonly string[], source: Spelled): Edit {
  const { text } = source;
  const at = topOf(source);
  const eol = lineBreakAt(text, at);
  const isLineStart = at === 0 || /[\n\uFEFF]/.test(text[at - 1] ?? '');
  const before = isLineStart ? '' : eol;
  const rest = text.slice(at);
  const gap = /^(?:\r?\n|$)/.test(rest) ? '' : eol;
  return { start: at, end: at, text: before + lines.join(eol) + (isLineStart ? eol : '') + gap };
}

function topOf(source: Spelled): number {
  const ts = typescript();
  const { sourceFile, text } = source;
  const directive = sourceFile.statements
    .filter(
      (statement, index) =>
        ts.isExpressionStatement(statement) &&
        ts.isStringLiteral(statement.expression) &&
        sourceFile.statements
          .slice(0, index)
          .every((other) => ts.isExpressionStatement(other) && ts.isStringLiteral(other.expression)),
    )
    .at(-1);
  if (directive) return nextLine(text, directive.getEnd());
  const shebang = /^\uFEFF?#![^\r\n]*/.exec(text)?.[0].length ?? 0;
  const start = shebang ? nextLine(text, shebang) : text.startsWith('\uFEFF') ? 1 : 0;
  const header = /^(?:[^\S\r\n]*(?:\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)[^\S\r\n]*\r?\n)+(?=[^\S\r\n]*\r?\n)/.exec(
    text.slice(start),
  )?.[0];
  if (!header) return start;
  const end = start + header.length;
  return end + (/^[^\S\r\n]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0);
}

/** The start of the next line, or the end of this one's statement when more stands on it. */
function nextLine(text: string, offset: number): number {
  const rest = /^[^\S\r\n]*(?:\/\/[^\r\n]*)?(?:\r?\n|$)/.exec(text.slice(offset))?.[0];
  return offset + (rest?.length ?? 0);
}
