import { relative } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { type FileInfo, migrateFile, type Shifted } from './file.js';
import { openRepository, type Repository } from './repository.js';

/** One file of one run; runs are told apart by their numbers. */
interface Request {
  readonly id: number;
  readonly run: number;
  /** The path is absolute, or relative to the working directory. */
  readonly file: FileInfo;
  readonly options: { readonly only?: unknown; readonly skip?: unknown };
}

/** What one run has read is not true for the next. */
let current: { readonly run: number; readonly repository: Promise<Repository> } | undefined;

parentPort?.on('message', async (request: Request) => {
  const { id } = request;
  try {
    parentPort?.postMessage({ id, ...(await answer(request)) });
  } catch (error) {
    parentPort?.postMessage({ id, error, reports: [] });
  }
});

async function answer({ run, file, options }: Request): Promise<Shifted> {
  if (current?.run !== run) {
    const rules = { only: listed(options.only), skip: listed(options.skip) };
    current = { run, repository: openRepository(rules) };
  }
  const path = relative(process.cwd(), file.path).replaceAll('\\', '/');
  return migrateFile({ ...file, path }, await current.repository);
}

/** `--only=a,b`, or several times `--only`. */
function listed(rules: unknown): readonly string[] {
  return [rules]
    .flat()
    .flatMap((some) => (typeof some === 'string' ? some.split(',') : []))
    .flatMap((rule) => rule.trim() || []);
}
