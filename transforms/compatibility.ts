/** Of the old surface, or of the new one. */
export type Generation = 'old' | 'new';

/** One side of a pair: an API, an SDK or a config, of one generation. */
export type Party = `${Generation} ${'api' | 'sdk' | 'config'}`;

/** Whether two parties work together; `saved`: only when the config is saved and named by its slug, not written at the call. */
export type Verdict = 'ok' | 'fails' | 'saved';

/** One cell of the table. It holds in both directions. */
export interface Cell {
  readonly of: Party;
  readonly with: Party;
  readonly verdict: Verdict;
  readonly see: string;
}

const TABLE = 'Migration guide of 8 December 2023: Compatibility & Deprecation List';
const SAVED =
  'Migration guide of 8 December 2023: saved configs were migrated automatically; inline ones fail on the new API and SDK';

/** Every pair whose two sides can meet in one request. */
export const COMPATIBILITY: readonly Cell[] = [
  { of: 'old api', with: 'old sdk', verdict: 'ok', see: TABLE },
  { of: 'old api', with: 'new sdk', verdict: 'fails', see: TABLE },
  { of: 'new api', with: 'old sdk', verdict: 'fails', see: TABLE },
  { of: 'new api', with: 'new sdk', verdict: 'ok', see: TABLE },
  { of: 'old api', with: 'old config', verdict: 'ok', see: TABLE },
  { of: 'old api', with: 'new config', verdict: 'ok', see: TABLE },
  { of: 'new api', with: 'old config', verdict: 'saved', see: SAVED },
  { of: 'new api', with: 'new config', verdict: 'ok', see: TABLE },
  { of: 'old sdk', with: 'old config', verdict: 'ok', see: TABLE },
  { of: 'old sdk', with: 'new config', verdict: 'ok', see: TABLE },
  { of: 'new sdk', with: 'old config', verdict: 'saved', see: SAVED },
  { of: 'new sdk', with: 'new config', verdict: 'ok', see: TABLE },
];

/** Whether two parties work together; undefined for two that cannot meet in one request. */
export function verdictOn(one: Party, other: Party): Verdict | undefined {
  const cell = COMPATIBILITY.find(
    (row) => (row.of === one && row.with === other) || (row.of === other && row.with === one),
  );
  return cell?.verdict;
}

/** The header in which both generations of the SDK say their version. */
export const VERSION_HEADER = 'x-portkey-package-version';

/** The header in which they say what runs them: Node's name, or one of Python's (`platform.python_implementation()`). */
export const RUNTIME_HEADER = 'x-portkey-runtime';
const PYTHONS = /^(?:CPython|PyPy|Jython|IronPython)$/;

/** The last version that only an old SDK says (npm 0.1.16 does), and the first that only a new one does; npm 1.0.0 says 0.1.15. */
const LAST_OLD = [0, 1, 12];
const FIRST_NEW = [1, 0, 0];

/** Which SDK says `portkey-<version>`; `either`: its versions lie (npm's, never PyPI's), and only the shape of the request tells; undefined: no such SDK. */
export function sdkGeneration(said: string | undefined, runtime?: string): Generation | 'either' | undefined {
  const version = /^portkey-(\d+)\.(\d+)\.(\d+)/
    .exec(said ?? '')
    ?.slice(1)
    .map(Number);
  if (!version) return undefined;
  if (compareVersions(version, LAST_OLD) <= 0) return 'old';
  if (compareVersions(version, FIRST_NEW) >= 0) return 'new';
  return PYTHONS.test(runtime ?? '') ? 'old' : 'either';
}

function compareVersions(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** Keys that only one generation of configs has at its top. */
const OLD_KEYS = ['options', 'llms', 'mode'];
const NEW_KEYS = ['strategy', 'targets'];

/** Which generation a config is of, by its shape; `either`: a short form, which both take. */
export function configGeneration(keys: readonly string[]): Generation | 'either' {
  if (keys.some((key) => NEW_KEYS.includes(key))) return 'new';
  return keys.some((key) => OLD_KEYS.includes(key)) ? 'old' : 'either';
}
