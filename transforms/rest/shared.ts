import { covers, type Project, samePlace } from '../../src/project.js';
import type { RequestSite } from '../../src/site.js';
import type { Place } from '../../src/value.js';
import { writtenAt } from '../urls/substitute.js';
import { routedUrls } from './urls.js';

const known = new WeakMap<Project, readonly RequestSite[]>();

/** Every other request whose old URL is written in the same place as this one's, outside of both calls. */
export function sharingUrl(site: RequestSite, project: Project): readonly RequestSite[] {
  const places = urlsApart(site);
  if (!places.length) return [];
  return requestsOf(project).filter(
    (other) =>
      !samePlace(other.at, site.at) &&
      urlsApart(other).some((at) => places.some((place) => samePlace(at, place))),
  );
}

function urlsApart(site: RequestSite): readonly Place[] {
  const places = routedUrls(site).routed.flatMap(({ url, match }) => [
    url.value.at,
    ...writtenAt(url, match.substitutions),
  ]);
  return places.filter((at) => !covers(site.at, at));
}

/** Every request that takes its base URL or headers from what an instance is made with. */
export function requestsThrough(instance: Place, project: Project): readonly RequestSite[] {
  return requestsOf(project).filter(({ base }) =>
    [base?.url, base?.headers].some((value) => value && covers(instance, value.at)),
  );
}

function requestsOf(project: Project): readonly RequestSite[] {
  const requests =
    known.get(project) ??
    project.files.flatMap((file) =>
      (project.document(file)?.sites() ?? []).filter((site) => site.kind === 'request'),
    );
  known.set(project, requests);
  return requests;
}
