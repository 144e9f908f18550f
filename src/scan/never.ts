/** Directories nobody wants to have changed, whatever they hold. */
const NAMES: ReadonlySet<string> = new Set(['.git', 'node_modules', '.venv']);

const WITHIN = /(?:^|\/)(?:\.git|node_modules|\.venv)\//;

/** What Python puts at the top of a virtual environment. */
export const ENVIRONMENT_FILE = 'pyvenv.cfg';

/** Whether a directory of that name is never looked into. */
export function isNever(name: string): boolean {
  return NAMES.has(name);
}

/** Leaves out what lies in directories that are never looked into, virtual environments among them. */
export function withoutNever(names: readonly string[]): readonly string[] {
  const environments = names
    .filter((name) => name.endsWith(`/${ENVIRONMENT_FILE}`))
    .map((name) => name.slice(0, -ENVIRONMENT_FILE.length));
  const isInEnvironment = (name: string): boolean => environments.some((start) => name.startsWith(start));
  return names.filter((name) => !WITHIN.test(name) && !isInEnvironment(name));
}
