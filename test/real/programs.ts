import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { installed, temporaryFolder } from './install.js';

const PROGRAMS = fileURLToPath(new URL('programs/', import.meta.url));
const PRELOAD = fileURLToPath(new URL('preload.cjs', import.meta.url));

/** The generations of the new SDK a migrated program must work with. */
export const NEW_SDKS = ['portkey-ai-1', 'portkey-ai-2', 'portkey-ai-3'] as const;

/** A program of test/real/programs. */
export interface Program {
  readonly name: string;
  /** Its files, text by path relative to its folder. */
  readonly files: Readonly<Record<string, string>>;
}

/** What a program printed and how it ended. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Where a run's requests go, and which packages stand for those whose generation matters. */
export interface RunOptions {
  /** The origin that stands for https://api.portkey.ai. */
  readonly gateway: string;
  /** Which installed package `portkey-ai` is; by default the one its package.json asks for. */
  readonly sdk?: string;
  /** What the gateway calls in place of the provider. */
  readonly customHost?: string;
}

/** Every program, as it is in the repository, in order of name. */
export function programs(): readonly Program[] {
  return readdirSync(PROGRAMS)
    .sort()
    .map((name) => ({ name, files: filesUnder(join(PROGRAMS, name)) }));
}

/** The texts of all files below a folder by their posix path in it; what a migrated copy is read back with. */
export function filesUnder(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !/(^|[\\/])(node_modules|\.git)([\\/]|$)/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  );
}

/** Runs a program to its end in a folder of its own. */
export async function runProgram(program: Program, options: RunOptions): Promise<Outcome> {
  const folder = await layOut(program, options.sdk);
  try {
    transpile(folder, program);
    const { main } = JSON.parse(program.files['package.json'] ?? '{}');
    return await run(folder, String(main).replace(/\.ts$/, '.js'), options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `tsc` says about a program with the real types of an SDK; empty when it is content. */
export async function typeErrors(program: Program, sdk: string): Promise<string> {
  const folder = await layOut(program, sdk);
  try {
    const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
    const parsed = ts.parseJsonConfigFileContent(config, ts.sys, folder);
    const options = { ...parsed.options, strict: true, noEmit: true, skipLibCheck: true };
    const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(parsed.fileNames, options));
    return ts.formatDiagnostics(diagnostics, {
      getCurrentDirectory: () => folder,
      getCanonicalFileName: (name) => name,
      getNewLine: () => '\n',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a program is written in TypeScript. */
export function isTyped({ files }: Program): boolean {
  return files['tsconfig.json'] !== undefined;
}

/** Writes a program's files and links the packages it depends on. */
async function layOut({ name, files }: Program, sdk: string | undefined): Promise<string> {
  const modules = await installed('clients');
  const folder = temporaryFolder(name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { dependencies = {} } = JSON.parse(files['package.json'] ?? '{}');
  for (const [dependency, range] of Object.entries<string>(dependencies))
    link(folder, dependency, join(modules, packageFor(dependency, range, sdk)));
  link(folder, '@types/node', join(modules, '@types/node'));
  return folder;
}

/** Several generations of a package are installed as name-major. */
function packageFor(dependency: string, range: string, sdk: string | undefined): string {
  if (dependency === 'portkey-ai' && sdk) return sdk;
  if (dependency !== 'portkey-ai' && dependency !== 'openai') return dependency;
  return `${dependency}-${/\d+/.exec(range)?.[0]}`;
}

function link(folder: string, name: string, target: string): void {
  if (!existsSync(target)) throw new Error(`${target}: not among the installed packages`);
  const path = join(folder, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}

function transpile(folder: string, { files }: Program): void {
  const sources = Object.keys(files).filter((file) => /\.ts$/.test(file));
  if (!sources.length) return;
  const isModule = JSON.parse(files['package.json'] ?? '{}').type === 'module';
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: isModule ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
    esModuleInterop: true,
  };
  for (const file of sources) {
    const { outputText } = ts.transpileModule(files[file] ?? '', { compilerOptions });
    writeFileSync(join(folder, file.replace(/\.ts$/, '.js')), outputText);
  }
}

function run(folder: string, main: string, { gateway, customHost }: RunOptions): Promise<Outcome> {
  const env = {
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    REAL_GATEWAY: gateway,
    ...(customHost ? { REAL_CUSTOM_HOST: customHost } : {}),
    ...KEYS,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--require', PRELOAD, main],
      { cwd: folder, env, timeout: 300_000 },
      (error, stdout, stderr) => {
        const exitCode = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ stdout, stderr, exitCode });
      },
    );
  });
}

/** What the programs find in their environment. */
export const KEYS: Readonly<Record<string, string>> = {
  PORTKEY_API_KEY: 'pk-test-1',
  OPENAI_API_KEY: 'sk-openai-1',
  OPENAI_API_KEY_2: 'sk-openai-2',
  ANTHROPIC_API_KEY: 'sk-ant-1',
  AZURE_KEY: 'azure-1',
  OPENAI_VIRTUAL_KEY: 'openai-mails',
};
