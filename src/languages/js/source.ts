import type { ts } from 'ts-morph';
import type { SyntaxProblem } from '../../language.js';
import type { Project } from '../../project.js';
import type { Place, Value } from '../../value.js';
import { typescript } from './typescript.js';

/** One parsed file and what has been worked out about it so far. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly project: Project;
  readonly sourceFile: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  readonly problems: readonly SyntaxProblem[];
  /** Each node's value, made once, and the way back. */
  readonly values: Map<ts.Node, Value>;
  /** All identifiers of the file by their text. */
  readonly identifiers: ReadonlyMap<string, readonly ts.Identifier[]>;
}

const OPTIONS: ts.CompilerOptions = {
  noLib: true,
  noResolve: true,
  allowJs: true,
  types: [],
  target: 99,
  jsx: 1,
};

/** Parses one file and binds its names; nothing outside the file is looked at. */
export function parseSource(file: string, text: string, project: Project): Source {
  const ts = typescript();
  const name = `/${file.replace(/^(\.\.\/)+/, '')}`;
  const kind = scriptKind(file);
  const sourceFile = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, kind);
  const program = ts.createProgram([name], OPTIONS, oneFileHost(sourceFile));
  return {
    file,
    text,
    project,
    sourceFile,
    checker: program.getTypeChecker(),
    problems: syntaxProblems(sourceFile),
    values: new Map(),
    identifiers: identifiersOf(sourceFile),
  };
}

function scriptKind(file: string): ts.ScriptKind {
  const { ScriptKind } = typescript();
  if (/\.[cm]?ts$/.test(file)) return ScriptKind.TS;
  return file.endsWith('.tsx') ? ScriptKind.TSX : ScriptKind.JSX;
}

function oneFileHost(sourceFile: ts.SourceFile): ts.CompilerHost {
  return {
    getSourceFile: (name) => (name === sourceFile.fileName ? sourceFile : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => {},
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name === sourceFile.fileName,
    readFile: () => undefined,
  };
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
  const ts = typescript();
  const parent = name.parent;
  if (ts.isShorthandPropertyAssignment(parent))
    return source.checker.getShorthandAssignmentValueSymbol(parent);
  if (ts.isExportSpecifier(parent)) return source.checker.getExportSpecifierLocalTargetSymbol(parent);
  return source.checker.getSymbolAtLocation(name);
}
