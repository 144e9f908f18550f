/** A version's numbers, without what marks it as a pre-release, a build or a development version. */
type Release = readonly number[];

/** Where a stretch of versions begins or ends, and whether the version there belongs to it. */
interface Bound {
  readonly release: Release;
  readonly inclusive: boolean;
}

/** What one clause lets in; a missing bound is none. */
interface Stretch {
  readonly from?: Bound;
  readonly to?: Bound;
  /** All versions that begin with these numbers are shut out. */
  readonly without?: Release;
}

const CLAUSE = /\s*(===|==|~=|!=|<=|>=|<|>|\^|~|=)?\s*([^\s,<>=!~^|][^\s,<>=~^|]*)\s*,?/y;
const VERSION = /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(\.?\*|\.x)?(?:[-_.]?[a-z]+[-_.]?\d*|-\d+)*(?:\+[\w.]+)?$/i;

/**
 * Whether a range of PyPI versions lets one below a major version in; undefined when it cannot be read as one. Takes what PEP 440
 * says, and what Poetry and conda add to it (`^`, `~`, `=`, bare versions, `||`).
 */
export function pep440AdmitsBelow(range: string, major: number): boolean | undefined {
  const plain = range.trim().replace(/^\((.*)\)$/, '$1');
  const answers = plain.split(/\|\|?/).map((part) => alternativeAdmits(part, major));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function alternativeAdmits(part: string, major: number): boolean | undefined {
  const stretches: Stretch[] = [];
  CLAUSE.lastIndex = 0;
  for (let at = 0; at < part.trimEnd().length; at = CLAUSE.lastIndex) {
    CLAUSE.lastIndex = at;
    const [, operator = '', version = ''] = CLAUSE.exec(part) ?? [];
    const stretch = version && stretchOf(operator, version);
    if (!stretch) return undefined;
    stretches.push(stretch);
  }
  return reachesBelow(stretches, major);
}

function stretchOf(operator: string, version: string): Stretch | undefined {
  if (version === '*') return {};
  const [, epoch = '0', numbers, wildcard] = VERSION.exec(version) ?? [];
  if (numbers === undefined) return undefined;
  const release = [Number(epoch) > 0 ? Number.POSITIVE_INFINITY : 0, ...numbers.split('.').map(Number)];
  const isPrefix = wildcard !== undefined;
  const from: Bound = { release, inclusive: true };
  switch (operator) {
    case '':
    case '==':
    case '===':
      return { from, to: isPrefix ? before(after(release)) : from };
    case '=':
      return { from, to: before(after(release)) };
    case '!=':
      return isPrefix ? { without: release } : {};
    case '>=':
      return { from };
    case '>':
      return { from: { release: isPrefix ? after(release) : release, inclusive: isPrefix } };
    case '<=':
      return { to: isPrefix ? before(after(release)) : from };
    case '<':
      return { to: before(release) };
    case '~=':
      return { from, to: before(after(release.slice(0, -1))) };
    case '~':
      return { from, to: before(after(release.slice(0, 3))) };
    default:
      return { from, to: before(after(release.slice(0, firstThatCounts(release)))) };
  }
}

/** Below a caret's version only what comes before its first number that is not zero stays as it is. */
function firstThatCounts(release: Release): number {
  const index = release.findIndex((number, position) => position > 0 && number > 0);
  return index < 0 ? release.length : index + 1;
}

function before(release: Release): Bound {
  return { release, inclusive: false };
}

/** The first release that does not begin with these numbers. */
function after(release: Release): Release {
  return [...release.slice(0, -1), (release.at(-1) ?? 0) + 1];
}

function reachesBelow(stretches: readonly Stretch[], major: number): boolean {
  const first: Bound = { release: [0, 0], inclusive: true };
  const froms = [first, ...stretches.flatMap(({ from }) => (from ? [from] : []))];
  const tos = [before([0, major]), ...stretches.flatMap(({ to }) => (to ? [to] : []))];
  const start = raised(highest(froms), stretches);
  return tos.every((to) => {
    const order = compare(start.release, to.release);
    return order < 0 || (order === 0 && start.inclusive && to.inclusive);
  });
}

/** A start that lies in what is shut out moves behind it. */
function raised(start: Bound, stretches: readonly Stretch[]): Bound {
  const inside = stretches.find(
    ({ without }) => without?.every((number, index) => number === (start.release[index] ?? 0)) ?? false,
  );
  if (!inside?.without) return start;
  return raised({ release: after(inside.without), inclusive: true }, stretches);
}

function highest(bounds: readonly Bound[]): Bound {
  return bounds.reduce((most, bound) => {
    const order = compare(bound.release, most.release);
    return order > 0 || (order === 0 && !bound.inclusive) ? bound : most;
  });
}

function compare(a: Release, b: Release): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index] ?? 0, b[index] ?? 0];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
