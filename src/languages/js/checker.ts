import type { ts } from 'ts-morph';
import type { Source } from './source.js';
import { sourceOf } from './sources.js';
import { typescript } from './typescript.js';

const OPTIONS: ts.CompilerOptions = {
  noLib: true,
  noResolve: true,
  allowJs: true,
  types: [],
  target: 99,
  jsx: 1,
};

const checkers = new WeakMap<ts.SourceFile, ts.TypeChecker>();

/**
 * What binds a file's names; nothing outside the file is looked at. Making one costs more than parsing a file, so the modules of
 * a project share theirs. Scripts do not: what they declare at their top would be seen by all.
 */
export function checkerOf(source: Source): ts.TypeChecker {
  const known = checkers.get(source.sourceFile);
  if (known) return known;
  const files = new Map(together(source).map((file) => [file.fileName, file]));
  const checker = typescript()
    .createProgram([...files.keys()], OPTIONS, hostOf(files))
    .getTypeChecker();
  for (const file of files.values()) checkers.set(file, checker);
  return checker;
}

/** The file, and other modules of its project that have no checker yet. */
function together({ sourceFile, project, file }: Source): readonly ts.SourceFile[] {
  const ts = typescript();
  const own = (name: string): ts.SourceFile | undefined => {
    const document = project.document(name);
    return document && sourceOf(document)?.sourceFile;
  };
  if (!ts.isExternalModule(sourceFile) || own(file) !== sourceFile) return [sourceFile];
  const others = project.files.flatMap((name) => own(name) ?? []);
  const modules = others.filter((other) => ts.isExternalModule(other) && !checkers.has(other));
  return [...new Set([sourceFile, ...modules])];
}

function hostOf(files: ReadonlyMap<string, ts.SourceFile>): ts.CompilerHost {
  return {
    getSourceFile: (name) => files.get(name),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => {},
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => files.has(name),
    readFile: () => undefined,
    resolveModuleNameLiterals: (names) => names.map(() => ({ resolvedModule: undefined })),
  };
}
