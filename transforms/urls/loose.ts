import { covers } from '../../src/project.js';
import type { Context, Site } from '../../src/site.js';
import { matchRoute } from './match.js';
import { urlOf } from './read.js';

const known = new WeakMap<object, boolean>();

/** Whether an old URL is written in a file beside its requests: it is rewritten there, and may be any of theirs. */
export function hasLooseUrl(file: string, { project }: Context): boolean {
  const document = project.document(file);
  const memo = document && known.get(document);
  if (!document || memo !== undefined) return memo ?? false;
  const found = isLooseAmong(document.sites());
  known.set(document, found);
  return found;
}

function isLooseAmong(sites: readonly Site[]): boolean {
  const calls = sites.filter((site) => site.kind === 'request' || (site.kind === 'call' && site.call.isNew));
  return sites.some(
    (site) =>
      site.kind === 'text' &&
      site.role === 'value' &&
      matchRoute(urlOf(site.value)) !== undefined &&
      !calls.some(({ at }) => covers(at, site.at)),
  );
}
