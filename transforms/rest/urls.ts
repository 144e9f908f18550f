import type { RequestSite } from '../../src/site.js';
import { matchRoute, type RouteMatch } from '../urls/match.js';
import { joinUrls, type Url, urlsIn } from '../urls/read.js';

/** A URL of a request that leads to an old route. */
export interface RoutedUrl {
  readonly url: Url;
  readonly match: RouteMatch;
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
