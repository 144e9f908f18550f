import { covers, type Project } from '../src/project.js';
import type { Change, Context, Finding, Site, Skip, TextSite, Transform } from '../src/site.js';
import type { Place } from '../src/value.js';
import { hasAzure } from './gateways/azure.js';
import { isOldHeaderName } from './headers.js';
import { MENTION, mentionsOld } from './mentions.js';
import { isGateway, isPage, matchRoute, type RouteMatch } from './urls/match.js';
import { HOLE, type Url, urlOf } from './urls/read.js';
import { substitute } from './urls/substitute.js';

const RULE = 'routes';

function decide(site: Site, context: Context): readonly (Finding | Skip)[] {
  if (site.kind === 'comment') {
    return mentionsOld(site.text) ? [{ at: site.at, reason: 'a comment mentions the old surface' }] : [];
  }
  if (site.kind !== 'text' || isClaimed(site, context)) return [];
  const url = pathOf(urlOf(site.value));
  const mentions = mentionsOld(url.text) || isOldHeaderName(url.text);
  if (!mentions && !matchRoute(url)) return [];
  if (site.role === 'value' && JSON_HEADERS.test(url.text)) {
    return [person(site, 'this JSON holds headers of the old API')];
  }
  const skip = skipped(site, url) ?? implemented(site, context);
  if (skip) return [{ at: site.at, reason: skip }];
  const match = matchRoute(url);
  return match
    ? decideUrl(site, url, match, context)
    : [{ at: site.at, reason: 'a text that mentions the old surface' }];
}

/** Headers as JSON text. */
const JSON_HEADERS = /^\s*\{[\s\S]*"x-portkey-mode"\s*:/i;

/** A template is dealt with where one of its chunks is: the URL it is part of may begin elsewhere. */
function isClaimed({ at, value }: TextSite, { claimed }: Context): boolean {
  const chunks = value.kind === 'template' ? value.parts.filter(({ kind }) => kind === 'chunk') : [];
  return claimed(at) || chunks.some((chunk) => claimed(chunk.at)) || isFilledElsewhere(at, value, claimed);
}

/** `URL.format(id)`: what is filled elsewhere is dealt with there, piece by piece. */
function isFilledElsewhere(at: Place, value: TextSite['value'], claimed: Context['claimed']): boolean {
  const { start, end } = at.span;
  if (value.kind !== 'text' || end - start !== value.text.length + 2) return false;
  const pieces = matchRoute(urlOf(value))?.substitutions ?? [];
  const places = pieces.map((piece) => ({
    file: at.file,
    span: { start: start + 1 + piece.start, end: start + 1 + piece.end },
  }));
  return places.length > 0 && places.every((place) => claimed(place));
}

/** Names that only the old API has, without the base they are appended to. */
const TELLING = /^\/?(?:chatComplete|prompts\/[^/?#]+\/generate)$/;

/** `/chatComplete` on its own stands behind a base that is not in sight. */
function pathOf(url: Url): Url {
  return TELLING.test(url.text)
    ? { ...url, text: `${HOLE}/${url.text.replace(/^\//, '')}`, segments: [] }
    : url;
}

/** Why a text is no use. */
function skipped({ role }: TextSite, url: Url): string | undefined {
  if (role === 'comparison') return 'compared with the old surface, not sent';
  if (role === 'log') return 'a message that mentions the old surface';
  if (role === 'served') return 'a route that is answered here, not called';
  if (role === 'lookup') return 'an old header is read here, not sent';
  return /\s/.test(url.text.trim()) ? 'a text that mentions the old surface' : undefined;
}

const compared = new WeakMap<object, ReadonlySet<string>>();

/** Code that also tells an old path from others answers it: a gateway, a proxy, a mock. */
function implemented({ value, at }: TextSite, { project }: Context): string | undefined {
  const document = project.document(at.file);
  if (!document || value.kind !== 'text' || value.text.includes('//')) return undefined;
  const known = compared.get(document) ?? new Set(document.sites().flatMap(comparedText));
  compared.set(document, known);
  return known.has(value.text) ? 'a path that this file tells from others: it answers it' : undefined;
}

function comparedText(site: Site): string[] {
  const isCompared = site.kind === 'text' && (site.role === 'comparison' || site.role === 'served');
  return isCompared && site.value.kind === 'text' ? [site.value.text] : [];
}

function decideUrl(
  site: TextSite,
  url: Url,
  match: RouteMatch,
  context: Context,
): readonly (Finding | Skip)[] {
  const { route } = match;
  if (isPage(url)) return [{ at: site.at, reason: 'the address of a page' }];
  const isOurs = isGateway(url) || sendsHeaders(site, context) || isTelling(site, context);
  if (!isOurs)
    return [{ at: site.at, reason: "looks like an old route, on a host that is not the gateway's" }];
  if (route.folded || route.wrapped) return decideApart(site, url, match);
  if (hasAzure(match))
    return [person(site, 'an Azure host in the path goes into headers, and those are not in sight')];
  const changes = substitute(url, match.substitutions);
  if (!changes) return [person(site, 'this URL is put together in a way that cannot be rewritten')];
  if (looksOldAfter(match))
    return [person(site, 'without the old proxy path this would be the name of another old route')];
  const isElsewhere = !changes.some((change) => covers(site.at, placeOf(change)));
  if (isElsewhere && changes.every((change) => context.project.files.includes(placeOf(change).file)))
    return [];
  return [{ rule: RULE, at: site.at, message: `${route.from} is now ${route.to}`, changes }];
}

function placeOf(change: Change): Place {
  if (!('at' in change)) return { file: change.file, span: { start: 0, end: 0 } };
  return 'span' in change.at ? change.at : change.at.at;
}

/** Routes whose body or answer changes too, where the request is not in sight. */
function decideApart(site: TextSite, url: Url, { route }: RouteMatch): readonly (Finding | Skip)[] {
  if (!isGateway(url) && /\/(?:complete|embed)$/.test(route.from)) {
    return [{ at: site.at, reason: 'the route of another API has this name too' }];
  }
  const what = route.folded
    ? 'body is no longer { config, params }'
    : 'answer is no longer { success, data }';
  return [
    person(
      site,
      `${route.from} is now ${route.to}, and its ${what}: the request could not be followed from here`,
    ),
  ];
}

function person({ at }: TextSite, message: string): Finding {
  const help = 'Change URL, headers and body together; see the migration guide.';
  return { rule: RULE, at, message, help, changes: [] };
}

function looksOldAfter({ tail }: RouteMatch): boolean {
  return /^\/(?:complete|embed|chatComplete|prompts\/[^/]+\/generate)(?:[?#]|$)/.test(tail);
}

/** The end of an old route that no other API has, in a project that speaks of the gateway. */
function isTelling({ value }: TextSite, { project }: Context): boolean {
  const { text } = urlOf(value);
  return TELLING.test(text) && text.includes('/') && speaksOfGateway(project);
}

const speaking = new WeakMap<Project, boolean>();

function speaksOfGateway(project: Project): boolean {
  const known =
    speaking.get(project) ?? project.files.some((file) => /portkey/i.test(project.read(file) ?? ''));
  speaking.set(project, known);
  return known;
}

/** Whether the file sends headers of the gateway's own. */
function sendsHeaders(site: TextSite, { project }: Context): boolean {
  const document = project.document(site.at.file);
  return (
    /x-portkey-/i.test(document?.text ?? '') &&
    !(document?.sites() ?? []).some((one) => sendsOthers(one, site))
  );
}

/** Whether a call that is given the text is given headers too, and none of them is the gateway's. */
function sendsOthers(site: Site, { at }: TextSite): boolean {
  if (site.kind !== 'call' || !covers(site.at, at)) return false;
  const options = site.call.args.flatMap((argument) => (argument.kind === 'object' ? argument.entries : []));
  const entries = options.filter((entry) => entry.kind === 'entry');
  const headers = entries.find(({ key }) => /headers$/i.test(key ?? ''))?.value;
  const isGiven = entries.some(({ value }) => covers(value.at, at));
  if (!isGiven || headers?.kind !== 'object' || !headers.entries.length) return false;
  return headers.entries.every(
    (entry) => entry.kind === 'entry' && !/^x-portkey-/i.test(entry.key ?? 'x-portkey-'),
  );
}

/** URLs that stand on their own: constants, defaults, templates. */
export const routes: Transform = {
  rule: RULE,
  summary: 'URLs of the old API, wherever they are written',
  before: 'const BASE = "https://api.portkey.ai/v1/proxy";',
  after: 'const BASE = "https://api.portkey.ai/v1";',
  sites: ['text', 'comment'],
  comments: MENTION,
  decide,
};
