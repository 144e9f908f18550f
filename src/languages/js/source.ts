import type { ts } from 'ts-morph';
import type { SyntaxProblem } from '../../language.js';
import type { Project } from '../../project.js';
import type { Place, Value } from '../../value.js';
import { checkerOf } from './checker.js';
import { typescript } from './typescript.js';

/** What a text alone says. */
interface Parsed {
  readonly sourceFile: ts.SourceFile;
  readonly problems: readonly SyntaxProblem[];
  /** What the identifiers asked for so far mean. */
  readonly symbols: Map<ts.Identifier, ts.Symbol | undefined>;
  /** All identifiers of the file by their text. */
  readonly identifiers: ReadonlyMap<string, readonly ts.Identifier[]>;
}

/** One parsed file and what has been worked out about it so far in its project. */
export interface Source extends Parsed {
  readonly file: string;
  readonly text: string;
  readonly project: Project;
  /** Each node's value, made once. */
  readonly values: Map<ts.Node, Value>;
}

/** Parses one file. */
export function parseSource(file: string, text: string, project: Project): Source {
  const parsed = project.kept(file, text, () => parse(file, text));
  return { ...parsed, file, text, project, values: new Map() };
}

function parse(file: string, text: string): Parsed {
  const ts = typescript();
  const name = `/${file.replaceAll('../', '_/')}`;
  const kind = scriptKind(file);
  const sourceFile = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, kind);
  return {
    sourceFile,
    problems: syntaxProblems(sourceFile),
    symbols: new Map(),
    identifiers: identifiersOf(sourceFile),
  };
}

function scriptKind(file: string): ts.ScriptKind {
  const { ScriptKind } = typescript();
  if (/\.[cm]?ts$/.test(file)) return ScriptKind.TS;
  return file.endsWith('.tsx') ? ScriptKind.TSX : ScriptKind.JSX;
}

function syntaxProblems(sourceFile: ts.SourceFile): SyntaxProblem[] {
  // The parser's own diagnostics are not in the public type; the program's add checks for TypeScript syntax in .js files.
  const { parseDiagnostics } = sourceFile as unknown as {
    parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics.map(({ start, length, messageText }) => ({
    span: { start, end: start + length },
    message: typescript().flattenDiagnosticMessageText(messageText, ' '),
  }));
}

function identifiersOf(sourceFile: ts.SourceFile): Map<string, ts.Identifier[]> {
  const ts = typescript();
  const found = new Map<string, ts.Identifier[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const same = found.get(node.text);
      if (same) same.push(node);
      else found.set(node.text, [node]);
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

/** Where a node stands, without the white space and comments before it. */
export function placeOf(source: Source, node: ts.Node): Place {
  return { file: source.file, span: { start: node.getStart(source.sourceFile), end: node.getEnd() } };
}

/** A place from offsets. */
export function placeAt(source: Source, start: number, end: number): Place {
  return { file: source.file, span: { start, end } };
}

/** The symbol an identifier means, aliases of this file not followed. */
export function symbolOf(source: Source, name: ts.Identifier): ts.Symbol | undefined {
  const { symbols } = source;
  if (!symbols.has(name)) symbols.set(name, isMemberName(name) ? undefined : findSymbol(source, name));
  return symbols.get(name);
}

/** `x.name` and `{ name: … }` mean no variable; the checker would work out the type of x to tell. */
function isMemberName(name: ts.Identifier): boolean {
  const ts = typescript();
  const { parent } = name;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === name;
}

function findSymbol(source: Source, name: ts.Identifier): ts.Symbol | undefined {
  const ts = typescript();
  const checker = checkerOf(source);
  const parent = name.parent;
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent);
  if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent);
  return checker.getSymbolAtLocation(name);
}
