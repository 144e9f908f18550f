import type { ts } from 'ts-morph';
import type { ObjectSite, Site } from '../../site.js';
import type { ObjectValue } from '../../value.js';
import { assignmentSite, callSite, fieldSite, isMemberNode, memberSite } from './calls.js';
import { importSites } from './imports-found.js';
import { requestSite } from './requests.js';
import type { Source } from './source.js';
import { isAssertion, isExpected } from './surroundings.js';
import { textSite } from './texts.js';
import { typescript } from './typescript.js';
import { read } from './values.js';

/** Everything in the file a rule may care about, in source order. */
export function findSites(source: Source): readonly Site[] {
  const ts = typescript();
  const sites: Site[] = [...importSites(source)];
  const visit = (node: ts.Node): void => {
    sites.push(...sitesAt(source, node));
    ts.forEachChild(node, visit);
  };
  visit(source.sourceFile);
  return sites.sort((a, b) => a.at.span.start - b.at.span.start || b.at.span.end - a.at.span.end);
}

function sitesAt(source: Source, node: ts.Node): Site[] {
  const ts = typescript();
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const site = callSite(source, node);
    if (site && (isAssertion(node) || isExpected(node))) return [{ ...site, compares: true }];
    const request = site && requestSite(site);
    return [...(request ? [request] : []), ...(site ? [site] : [])];
  }
  const member = isMemberNode(node) ? memberSite(source, node) : undefined;
  const text = textSite(source, node);
  const field = ts.isPropertyDeclaration(node) ? fieldSite(source, node) : undefined;
  const assignment = ts.isBinaryExpression(node) ? assignmentSite(source, node) : field;
  const object = ts.isObjectLiteralExpression(node) ? read(source, node) : undefined;
  return [
    ...(assignment ? [assignment] : []),
    ...(member ? [member] : []),
    ...(text ? [text] : []),
    ...(object?.kind === 'object' ? [objectSite(node, object)] : []),
  ];
}

function objectSite(node: ts.Node, value: ObjectValue): ObjectSite {
  return { kind: 'object', value, at: value.at, ...(isExpected(node) && { compares: true }) };
}
