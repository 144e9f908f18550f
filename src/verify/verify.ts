import { type Position, positionsOf } from '../lines.js';
import type { Project } from '../project.js';
import type { Place } from '../value.js';
import type { Elsewhere } from './elsewhere.js';
import type { Send } from './exchange.js';
import { judge } from './judge.js';
import { judgeNew } from './judge-new.js';
import { type Pair, pairSites } from './pairs.js';
import type { Judgement, VerifiedSite } from './result.js';
import { type Sites, sendingSites } from './sites.js';
import { type Unread, unreadIn } from './unread.js';

/** Sends what both texts send, call site by call site, and says what the providers would have received differently. */
export async function verifyProjects(
  before: Project,
  after: Project,
  send: Send,
  elsewhere?: Elsewhere,
): Promise<readonly VerifiedSite[]> {
  const found = sendingSites(after, 'after');
  const pairs = pairSites(sendingSites(before, 'before').sites, found.sites);
  const court = { before, after, send, elsewhere, given: new Map() };
  const sites: VerifiedSite[] = [];
  for (const pair of pairs) {
    sites.push({ ...placeOf(pair, before, after), ...(await judge(pair, court)) });
  }
  return inOrder([...sites, ...unreadSites(after, found)]);
}

/** Sends what one text sends, and says whether the new API takes it. */
export async function verifyNew(
  project: Project,
  send: Send,
  elsewhere?: Elsewhere,
): Promise<readonly VerifiedSite[]> {
  const found = sendingSites(project, 'after');
  const filling = { project, given: new Map() };
  const sites: VerifiedSite[] = [];
  for (const site of found.sites.filter(({ isOurs }) => isOurs)) {
    const judged = await judgeNew(site, filling, { send, elsewhere });
    sites.push({ at: site.at, ...positionOf(site.at, project), client: site.family, ...judged });
  }
  return inOrder([...sites, ...unreadSites(project, found)]);
}

function inOrder(sites: readonly VerifiedSite[]): readonly VerifiedSite[] {
  return [...sites].sort(
    (a, b) => compareText(a.at.file, b.at.file) || a.line - b.line || a.column - b.column,
  );
}

function unreadSites(project: Project, found: Sites): readonly VerifiedSite[] {
  return unreadIn(project, found).map((unread) => unreadSite(unread, project));
}

function unreadSite({ at, what }: Unread, project: Project): VerifiedSite {
  const why = `${what} that no call in sight sends`;
  return { at, ...positionOf(at, project), client: 'unknown client', verdict: { is: 'unreadable', why } };
}

function placeOf(pair: Pair, before: Project, after: Project): Omit<VerifiedSite, keyof Judgement> {
  const [site, project] = pair.after ? [pair.after, after] : [pair.before, before];
  if (!site) throw new Error('a pair has at least one site');
  return { at: site.at, ...positionOf(site.at, project), client: site.family, readIn: site.readIn };
}

function positionOf({ file, span }: Place, project: Project): Position {
  return positionsOf(project.read(file) ?? '')(span.start);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
