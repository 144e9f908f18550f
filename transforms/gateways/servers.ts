import { possibilities, resolve } from '../../src/project.js';
import type { Context, Finding, ObjectSite, Skip } from '../../src/site.js';
import type { Entry, ObjectValue, Value } from '../../src/value.js';
import { mentionsOld } from '../mentions.js';
import { isGateway, matchRoute } from '../urls/match.js';
import { joinUrls, urlsIn } from '../urls/read.js';
import { type CarriedUrl, carrierOf } from './carrier.js';
import { decideCarrier } from './decide.js';

/** Where a server that passes requests on says to whom, and what becomes of their path (http-proxy-middleware, Vite, Fastify). */
const TARGET = /^(?:target|upstream)$/;
const REWRITE = /^(?:pathRewrite|rewrite|rewritePrefix)$/;

/** The end of an old path, where its beginning is written elsewhere. */
const OLD_STEP = /["'`]\/?(?:proxy|chatComplete|generate)\b/;

/** A server that passes requests on to the gateway, with an old path in what it rewrites theirs to. */
export function decideServer(
  rule: string,
  { value, at }: ObjectSite,
  context: Context,
): readonly (Finding | Skip)[] {
  const target = entryNamed(value, TARGET);
  const rewrite = target && entryNamed(value, REWRITE);
  if (!target || !rewrite || context.claimed(at)) return [];
  const { headers } = carrierOf([value]);
  if (!headers.length && !speaksOfGateway(at, context)) return skipOther(target, rewrite, context);
  const targets = urlsIn(target.value).filter((url) => !matchRoute(url));
  const urls = rewritten(rewrite, value).flatMap(({ owner, entry }) =>
    targets.flatMap((base) => belowOf(base, owner, entry)),
  );
  const taker = { at, addsVersion: false, takesImports: false };
  if (urls.length) return decideCarrier(rule, { urls, headers, unread: [] }, taker, context);
  return targets.length && isHidden(rewrite.value, context) ? [{ rule, at, ...HIDDEN, claims: [at] }] : [];
}

/** What is passed on to somebody else. */
function skipOther(target: Entry, { at }: Entry, { project }: Context): readonly Skip[] {
  const isElsewhere = urlsIn(target.value).every((url) => /^\w+:\/\/\w/.test(url.text) && !isGateway(url));
  const text = project.document(at.file)?.text.slice(at.span.start, at.span.end) ?? '';
  if (!isElsewhere || !mentionsOld(text)) return [];
  return [{ at, reason: "looks like an old route, on a host that is not the gateway's", claims: [at] }];
}

const HIDDEN = {
  message: 'this server rewrites paths by a function, which may lead to the old path: it is left to a person',
  help: 'Let it lead to /v1 without /proxy, and send x-portkey-provider instead of x-portkey-mode.',
  changes: [],
};

function entryNamed({ entries }: ObjectValue, wanted: RegExp): Entry | undefined {
  return entries.find((entry): entry is Entry => entry.kind === 'entry' && wanted.test(entry.key ?? ''));
}

/** `{ "^/from": "/to" }`, or the one path that is put in front. */
function rewritten(rewrite: Entry, owner: ObjectValue): readonly { owner: ObjectValue; entry: Entry }[] {
  return possibilities(rewrite.value).flatMap((option) => {
    if (option.kind === 'text' || option.kind === 'template') return [{ owner, entry: rewrite }];
    if (option.kind !== 'object') return [];
    return option.entries.flatMap((entry) => (entry.kind === 'entry' ? [{ owner: option, entry }] : []));
  });
}

function belowOf(base: CarriedUrl['url'], owner: ObjectValue, entry: Entry): readonly CarriedUrl[] {
  return urlsIn(entry.value).flatMap((path) => {
    const url = joinUrls(base, path);
    const match = matchRoute(url);
    return match && !match.route.folded && !match.route.wrapped ? [{ owner, entry, url, match }] : [];
  });
}

function isHidden(value: Value, { project }: Context): boolean {
  const { kind, at } = resolve(value);
  const isRead = kind === 'object' || kind === 'text' || kind === 'template';
  return !isRead && OLD_STEP.test(project.document(at.file)?.text.slice(at.span.start, at.span.end) ?? '');
}

function speaksOfGateway({ file, span }: ObjectSite['at'], { project }: Context): boolean {
  return /portkey/i.test(project.document(file)?.text.slice(span.start, span.end) ?? '');
}
