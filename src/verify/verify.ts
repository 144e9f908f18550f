import { positionsOf } from '../lines.js';
import type { Project } from '../project.js';
import type { Send } from './exchange.js';
import { judge } from './judge.js';
import { type Pair, pairSites } from './pairs.js';
import type { VerifiedSite } from './result.js';
import { sendingSites } from './sites.js';

/** Sends what both texts send, call site by call site, and says what the providers would have received differently. */
export async function verifyProjects(
  before: Project,
  after: Project,
  send: Send,
): Promise<readonly VerifiedSite[]> {
  const pairs = pairSites(sendingSites(before, 'before'), sendingSites(after, 'after'));
  const court = { before, after, send, given: new Map() };
  const sites: VerifiedSite[] = [];
  for (const pair of pairs) {
    const verdict = await judge(pair, court);
    sites.push({ ...placeOf(pair, before, after), verdict });
  }
  return sites.sort((a, b) => compareText(a.at.file, b.at.file) || a.line - b.line || a.column - b.column);
}

function placeOf(pair: Pair, before: Project, after: Project): Omit<VerifiedSite, 'verdict'> {
  const [site, project] = pair.after ? [pair.after, after] : [pair.before, before];
  if (!site) throw new Error('a pair has at least one site');
  const position = positionsOf(project.read(site.at.file) ?? '')(site.at.span.start);
  return { at: site.at, ...position, client: site.family };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
