import type { Value } from '../../src/value.js';
import { HOSTS, PAGES, ROUTES, type Route } from '../routes.js';
import { HOLE, type Url } from './read.js';
import type { Substitution } from './substitute.js';

/** An old route found in a URL. */
export interface RouteMatch {
  readonly route: Route;
  /** What must become of the URL's text. */
  readonly substitutions: readonly Substitution[];
  /** What follows the route, query included. */
  readonly tail: string;
  /** Where the tail begins. */
  readonly tailAt: number;
}

/** A row as a pattern. Its `/v1` may be what a hole ends in. */
interface Pattern {
  readonly route: Route;
  readonly expression: RegExp;
  /** The steps that change, old and new, from the end of what is matched. */
  readonly from: string;
  readonly to: string;
}

const PATTERNS: readonly Pattern[] = ROUTES.map(patternOf);

function patternOf(route: Route): Pattern {
  const isPrefix = route.from.endsWith('/*');
  const from = route.from.replace('/*', '').split('/');
  const to = route.to.replace('/*', '').split('/');
  const shared = from.findIndex((step, index) => step !== to[index]);
  const path = from.slice(2).map((step) => (step === 'ID' ? '[^/?#]+' : step));
  // What is appended to a base is a path, with its slash.
  const end = isPrefix ? `(?=[/?#${HOLE}]|$)` : '/?(?=[?#]|$)';
  const tail = (steps: readonly string[]): string =>
    steps
      .slice(shared)
      .map((step) => `/${step}`)
      .join('');
  return {
    route,
    expression: new RegExp(`(?:/v1|${HOLE})/${path.join('/')}${end}`),
    from: tail(from),
    to: tail(to),
  };
}

/** The old route a URL leads to. */
export function matchRoute(url: Url): RouteMatch | undefined {
  for (const { route, expression, from, to } of PATTERNS) {
    const found = expression.exec(url.text);
    if (!found) continue;
    const end = found.index + found[0].replace(/\/$/, '').length;
    const start = end - from.length;
    const tail = url.text.slice(end);
    // The old proxy collapsed the version an SDK adds by itself.
    const again = route.from.endsWith('/*') ? /^\/v1(?=\/|$)/.exec(tail)?.[0].length : undefined;
    const path = { start, end: end + (again ?? 0), to };
    return {
      route,
      substitutions: [...secured(url), path],
      tail: tail.slice(again ?? 0),
      tailAt: end + (again ?? 0),
    };
  }
  return undefined;
}

/** The hosted API is reached by https only. */
function secured(url: Url): readonly Substitution[] {
  const found = /^http(?=:\/\/)/.exec(url.text);
  return found && isHosted(url) ? [{ start: 0, end: 4, to: 'https' }] : [];
}

/** Whether a URL is the hosted API's. */
export function isHosted(url: Url): boolean {
  const host = hostOf(url);
  return host !== undefined && HOSTS.includes(host);
}

/** Whether a URL leads to a page about the gateway. */
export function isPage(url: Url): boolean {
  return PAGES.test(hostOf(url) ?? '');
}

function hostOf(url: Url): string | undefined {
  return /^(?:https?:)?(?:\/\/)?([^/:?#]+)/.exec(url.text)?.[1]?.toLowerCase();
}

/** Whether a URL is the gateway's beyond doubt: its host, or the name of what its host comes from. */
export function isGateway(url: Url): boolean {
  if (isPage(url)) return false;
  if (
    isHosted(url) ||
    /^https?:\/\/(?:(?:localhost|127\.0\.0\.1|\[::1\]):8787|[\w.-]*portkey[\w.-]*(?::\d+)?)\//i.test(url.text)
  ) {
    return true;
  }
  const [first] = url.segments;
  return first?.hole !== undefined && /portkey/i.test(nameOf(first.hole));
}

function nameOf(value: Value): string {
  if (value.kind === 'name') return [value.name, ...(value.origin?.path ?? [])].join('.');
  if (value.kind === 'member') return `${nameOf(value.of)}.${value.name ?? ''}`;
  if (value.kind === 'choice') return value.options.map(nameOf).join(' ');
  return value.kind === 'call' ? nameOf(value.callee) : '';
}
