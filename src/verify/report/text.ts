import { type Paint, paintFor } from '../../report/paint.js';
import type { Format, Report, Row, View } from './report.js';
import { sayAbout, sayDifferences, saySum, sayVerdict, sayWhat } from './say.js';

/** For people: per call site or request what became of it, then the sum. */
export const text: Format = async (report, view) => {
  const paint = await paintFor(view.colour);
  const files = [...new Set(report.rows.map(({ path }) => path))];
  const blocks = files.map((file) => fileBlock(file, report.rows, { paint, view }));
  const about = paint.dim(sayAbout(report.about, view));
  return `${[...blocks, sum(report, { paint, view })].join('\n')}\n${about}\n`;
};

interface Writing {
  readonly paint: Paint;
  readonly view: View;
}

function fileBlock(file: string | undefined, rows: readonly Row[], writing: Writing): string {
  const lines = rows.filter(({ path }) => path === file).flatMap((row) => rowLines(row, writing));
  return [writing.paint.bold(file ?? 'at places that no stack trace gave'), ...lines, ''].join('\n');
}

const COLOURS = { good: 'green', bad: 'red', open: 'yellow' } as const;

function rowLines(row: Row, { paint, view }: Writing): string[] {
  const place = row.path === undefined ? '' : `${row.line}:${row.column} `;
  const { tone, word, rest } = sayVerdict(row.verdict, view);
  const details = sayDifferences(row.verdict, view).flatMap(({ field, old, new: fresh }) => [
    `      ${field}`,
    `        old: ${old}`,
    `        new: ${fresh}`,
  ]);
  return [`  ${place}${sayWhat(row, view)}: ${paint[COLOURS[tone]](word)}${rest}`, ...details];
}

function sum(report: Report, { paint, view }: Writing): string {
  const { sites, equal, accepted } = report.counts;
  const said = saySum(report, view);
  return sites && equal + accepted === sites ? paint.green(said) : said;
}
