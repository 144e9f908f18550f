import { covers } from '../../src/project.js';
import type { Context, RequestSite } from '../../src/site.js';
import { matchRoute, type RouteMatch } from '../urls/match.js';
import { joinUrls, type Url, urlOf, urlsIn } from '../urls/read.js';

/** A URL of a request that leads to an old route. */
export interface RoutedUrl {
  readonly url: Url;
  readonly match: RouteMatch;
}

/** Whether an old URL is written in a file beside its requests: it is rewritten there, and may be any of theirs. */
export function hasLooseUrl(file: string, { project }: Context): boolean {
  const sites = project.document(file)?.sites() ?? [];
  const calls = sites.filter((site) => site.kind === 'request' || (site.kind === 'call' && site.call.isNew));
  return sites.some(
    (site) =>
      site.kind === 'text' &&
      site.role === 'value' &&
      matchRoute(urlOf(site.value)) !== undefined &&
      !calls.some(({ at }) => covers(at, site.at)),
  );
}

/** The old URLs a request may go to, and how many others. */
export function routedUrls(site: RequestSite): {
  readonly routed: readonly RoutedUrl[];
  readonly others: number;
} {
  const paths = urlsIn(site.url);
  const bases = site.base?.url ? urlsIn(site.base.url) : [];
  const urls = bases.length ? bases.flatMap((base) => paths.map((path) => joinUrls(base, path))) : paths;
  const routed = urls.flatMap((url) => {
    const match = matchRoute(url);
    return match ? [{ url, match }] : [];
  });
  return { routed, others: urls.length - routed.length };
}
