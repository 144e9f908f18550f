import type { Context, Finding, RequestSite, Site } from '../../src/site.js';
import { carrierOf } from '../gateways/carrier.js';
import { isPlainHttp } from '../gateways/clients.js';
import { decideCarrier, isCertain } from '../gateways/decide.js';
import { REST } from './findings.js';
import { requestsThrough } from './shared.js';

/** `axios.create({ baseURL, headers })` and the like: plain HTTP, so the smaller edit. */
export function decideInstance(
  site: Extract<Site, { kind: 'call' }>,
  context: Context,
  isLeft: (request: RequestSite) => boolean,
): readonly Finding[] {
  if (!isPlainHttp(site.call.origin)) return [];
  const isFactory = /(?:^|\.)(?:create|extend|defaults)$/.test(site.call.origin?.path.join('.') ?? '');
  if (!isFactory) return [];
  const carrier = carrierOf(
    site.call.args.flatMap((argument) => (argument.kind === 'spread' ? [] : [argument])),
  );
  const open = {
    unread: carrier.unread,
    urls: carrier.urls.filter(({ url }) => !context.claimed(url.value.at)),
    headers: carrier.headers.filter(({ object }) => !context.claimed(object.at)),
  };
  if (!isCertain(open) || (!open.urls.length && !open.headers.length)) return [];
  const held = requestsThrough(site.at, context.project).some(isLeft);
  if (held)
    return [
      { rule: REST, at: site.at, ...HELD, changes: [], claims: open.headers.map(({ object }) => object.at) },
    ];
  return decideCarrier(REST, open, { at: site.at, addsVersion: false, takesImports: false }, context);
}

const HELD = {
  message: 'a request through this instance is left to a person, and the instance with it',
  help: 'Migrate the base URL, the headers and that request together.',
};
