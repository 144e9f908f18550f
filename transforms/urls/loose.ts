import { covers } from '../../src/project.js';
import type { Context } from '../../src/site.js';
import { matchRoute } from './match.js';
import { urlOf } from './read.js';

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
