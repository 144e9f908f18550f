import type { Format, Row, View } from './report.js';
import { sayAbout, sayDifferences, sayPlace, saySum, sayVerdict, sayWhat } from './say.js';

/** For pull requests and job summaries: the sum, a table, and what differs. */
export const markdown: Format = (report, view) => {
  const rows = report.rows.map((row) => tableRow(row, view));
  const table = rows.length ? ['| | Place | What | Verdict |', '|---|---|---|---|', ...rows, ''] : [];
  const details = report.rows.flatMap((row) => differencesOf(row, view));
  return [
    `### ${view.tool.name} verify`,
    '',
    plain(saySum(report, view)),
    '',
    ...table,
    ...details,
    plain(sayAbout(report.about, view)),
    '',
  ].join('\n');
};

const MARKS = { good: '✅', bad: '❌', open: '⚠️' } as const;

function tableRow(row: Row, view: View): string {
  const { tone, word, rest } = sayVerdict(row.verdict, view);
  const cells = [MARKS[tone], code(sayPlace(row)), plain(sayWhat(row, view)), `**${word}**${plain(rest)}`];
  return `| ${cells.join(' | ')} |`;
}

function differencesOf(row: Row, view: View): string[] {
  const differences = sayDifferences(row.verdict, view);
  if (!differences.length) return [];
  const lines = differences.map(
    ({ field, old, new: fresh }) => `| ${code(field)} | ${code(old)} | ${code(fresh)} |`,
  );
  return [`#### ${plain(sayPlace(row))}`, '', '| Field | Old | New |', '|---|---|---|', ...lines, ''];
}

/** Text that means nothing to Markdown, nor to the HTML in it. */
function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|~!&@]/g, (character) => `\\${character}`);
}

/** Code between more backticks than it has itself; a table's bars are escaped even there. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const room = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return fence + room + oneLine(text).replaceAll('|', '\\|') + room + fence;
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}
