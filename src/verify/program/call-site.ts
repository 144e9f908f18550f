import { fileURLToPath } from 'node:url';

/** Frames looked at: clients put many between the program and its socket. */
const DEEPEST = 200;

const OWN = import.meta.url.replace(/[^/]*$/, '');
const FRAME = /(?:^|\s|\()((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()]*?):(\d+):(\d+)\)?$/;

/**
 * The nearest place up the stack that belongs to the program: inside its directory and outside node_modules. `file:line:column`,
 * the file relative to the directory and percent-encoded.
 */
export function callSite(cwd: string): string | undefined {
  for (const line of stackHere().split('\n').slice(1)) {
    const [, written = '', row, column] = FRAME.exec(line.trimEnd()) ?? [];
    if (!written || written.startsWith(OWN)) continue;
    const file = pathOf(written);
    if (isWithin(file, cwd)) return `${encodeURI(relative(file, cwd))}:${row}:${column}`;
  }
  return undefined;
}

function stackHere(): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEEPEST;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = limit;
  return stack;
}

function pathOf(written: string): string {
  return (written.startsWith('file://') ? fileURLToPath(written) : written).replaceAll('\\', '/');
}

function isWithin(file: string, cwd: string): boolean {
  return file.startsWith(root(cwd)) && !/\/node_modules\//.test(file);
}

function relative(file: string, cwd: string): string {
  return file.slice(root(cwd).length).replace(/\?.*$/, '');
}

function root(cwd: string): string {
  return `${cwd.replaceAll('\\', '/').replace(/\/$/, '')}/`;
}
