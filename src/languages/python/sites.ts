import type { Site } from '../../site.js';
import { assignmentSite, callSite, memberSite } from './calls.js';
import { commentSites } from './comments.js';
import { importSites } from './imports-found.js';
import { requestSite } from './requests.js';
import { placeOf, type Source, textOf } from './source.js';
import { isExpected } from './surroundings.js';
import { textSite } from './texts.js';
import { all, childAt, type Node } from './tree.js';
import { read } from './values.js';

/** Everything in the file a rule may care about, in source order. */
export function findSites(source: Source): readonly Site[] {
  const sites: Site[] = [...importSites(source), ...commentSites(source)];
  for (const node of all(source.root)) sites.push(...sitesAt(source, node));
  return sites.sort((a, b) => a.at.span.start - b.at.span.start || b.at.span.end - a.at.span.end);
}

function sitesAt(source: Source, node: Node): Site[] {
  switch (node.type) {
    case 'call':
      return [...callSites(source, node), ...present(textSite(source, node)), ...keywords(source, node)];
    case 'attribute':
    case 'subscript':
      return present(memberSite(source, node));
    case 'assignment':
      return present(assignmentSite(source, node));
    case 'string':
    case 'concatenated_string':
      return present(textSite(source, node));
    case 'binary_operator':
      return [...present(textSite(source, node)), ...objectSites(source, node)];
    case 'dictionary':
      return objectSites(source, node);
    default:
      return [];
  }
}

function callSites(source: Source, node: Node): Site[] {
  const site = callSite(source, node);
  if (!site) return [];
  return site.compares ? [site] : [...present(requestSite(site)), site];
}

function objectSites(source: Source, node: Node): Site[] {
  const value = read(source, node);
  if (value.kind !== 'object') return [];
  return [
    { kind: 'object', value, at: placeOf(source, node), ...(isExpected(source, node) && { compares: true }) },
  ];
}

/** `dict(a=1)` is an object like any other. */
function keywords(source: Source, node: Node): Site[] {
  const callee = childAt(node, 'function');
  if (callee?.type !== 'identifier' || textOf(source, callee) !== 'dict') return [];
  const call = read(source, node);
  if (call.kind !== 'call' || call.origin?.module !== '') return [];
  const value = call.args.at(-1);
  return value?.kind === 'object' ? [{ kind: 'object', value, at: value.at }] : [];
}

function present<T>(site: T | undefined): T[] {
  return site ? [site] : [];
}
