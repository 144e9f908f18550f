import { spawnSync } from 'node:child_process';

/** What Python could not read, and why. */
export interface Unread {
  readonly name: string;
  readonly why: string;
}

/** Reads texts by name from stdin and says which of them are no Python. */
const SCRIPT = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
unread = []
for name, text in json.load(sys.stdin).items():
    try:
        ast.parse(text.encode("utf-8"), name)
    except (SyntaxError, ValueError) as error:
        unread.append({"name": name, "why": str(error)})
print(json.dumps(unread))
`;

/** The version of python3 as major * 100 + minor; undefined where there is none. */
export function pythonVersion(): number | undefined {
  const said = spawnSync(
    'python3',
    ['-c', 'import sys; print(sys.version_info[0] * 100 + sys.version_info[1])'],
    {
      encoding: 'utf8',
    },
  );
  return said.status === 0 ? Number(said.stdout) : undefined;
}

/** Every text that CPython's own parser refuses; one process for all of them. Throws when python3 fails. */
export function unreadByPython(texts: Readonly<Record<string, string>>): readonly Unread[] {
  const said = spawnSync('python3', ['-c', SCRIPT], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONUTF8: '1' },
  });
  if (said.status !== 0) throw new Error(`python3 failed: ${said.stderr}`);
  return JSON.parse(said.stdout);
}
