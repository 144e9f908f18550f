import { type Paint, paintFor } from '../report/paint.js';
import { redact } from '../report/redact.js';
import { type Counts, countVerdicts } from './counts.js';
import type { Json } from './holes.js';
import type { Difference, Verdict, VerifiedSite, VerifyResult } from './result.js';

/** For people: per call site what became of it, then the sum. */
export async function reportText(result: VerifyResult, colour: boolean): Promise<string> {
  const paint = await paintFor(colour);
  const files = [...new Set(result.sites.map(({ at }) => at.file))];
  const blocks = files.map((file) => fileBlock(file, result.sites, paint));
  const compared = paint.dim(`Compared: ${result.compared}`);
  return redact(
    shown(
      `${blocks.join('\n')}${blocks.length ? '\n' : ''}${summary(countVerdicts(result), paint)}\n${compared}\n`,
    ),
  );
}

function fileBlock(file: string, sites: readonly VerifiedSite[], paint: Paint): string {
  const lines = sites.filter(({ at }) => at.file === file).flatMap((site) => siteLines(site, paint));
  return [paint.bold(file), ...lines, ''].join('\n');
}

function siteLines({ line, column, client, verdict }: VerifiedSite, paint: Paint): string[] {
  const head = `  ${line}:${column} ${client}: `;
  return [head + headline(verdict, paint), ...details(verdict).map((detail) => `      ${detail}`)];
}

function headline(verdict: Verdict, paint: Paint): string {
  switch (verdict.is) {
    case 'equal':
      return paint.green('equal');
    case 'accepted':
      return paint.green('accepted');
    case 'differs':
      return paint.red('differs');
    case 'refused':
      return `${paint.red('refused')}: ${verdict.status === undefined ? '' : `${verdict.status} `}${verdict.message}`;
    case 'unreadable':
      return `${paint.yellow('not readable')}: ${verdict.why}`;
    case 'left':
      return `${paint.yellow('not migrated')}: it still sends what it sent to the old API`;
  }
}

function details(verdict: Verdict): readonly string[] {
  return verdict.is === 'differs' ? verdict.differences.flatMap(differenceLines) : [];
}

function differenceLines(difference: Difference): string[] {
  return [`${difference.field}`, `  old: ${said(difference.old)}`, `  new: ${said(difference.new)}`];
}

/** Longer values are cut: the JSON report has them whole. */
const LONGEST = 300;

function said(value: Json): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function summary(counts: Counts, paint: Paint): string {
  if (!counts.sites) return 'No call site sends anything to the gateway.';
  const others = [
    [counts.differs, counts.differs === 1 ? 'differs' : 'differ'],
    [counts.refused, 'refused'],
    [counts.unreadable, 'not readable'],
    [counts.left, 'not migrated'],
  ] as const;
  const rest = others.flatMap(([count, what]) => (count ? [`, ${count} ${what}`] : [])).join('');
  const sites = counts.sites === 1 ? 'call site' : 'call sites';
  const good = counts.accepted ? 'accepted by the new API' : 'proven equal';
  const text = `${counts.equal + counts.accepted} of ${counts.sites} ${sites} ${good}${rest}`;
  return counts.equal + counts.accepted === counts.sites ? paint.green(text) : text;
}

/** What stands for something only the running program knows is shown as `<process.env.X>`. */
function shown(text: string): string {
  return text.replace(/~([A-Za-z0-9_.-]+?)~/g, '<$1>');
}

/** One object; the values are whole, credentials hidden. */
export function reportJson(
  result: VerifyResult,
  tool: { readonly name: string; readonly version: string },
): string {
  const sites = result.sites.map(({ at, line, column, client, verdict }) => {
    const { is, ...rest } = verdict;
    return { path: at.file, line, column, client, verdict: is, ...rest };
  });
  const report = { version: 1, tool, compared: result.compared, summary: countVerdicts(result), sites };
  return `${JSON.stringify(report, (_key, value) => (typeof value === 'string' ? redact(shown(value)) : value), 2)}\n`;
}
