import type { Verdict } from '../result.js';
import { attribute, escaped } from './escape.js';
import type { Format, Row, View } from './report.js';
import { sayAbout, sayDifferences, sayPlace, saySum, sayVerdict, sayWhat } from './say.js';

/** For CI servers: a test case for each call site or request; what is open is skipped, or fails when strict. */
export const junit: Format = (report, view) => {
  const outcomes = report.rows.map(({ verdict }) => outcomeOf(verdict, view));
  const counted = [
    attribute('name', `${view.tool.name} verify`),
    attribute('tests', report.rows.length),
    attribute('failures', outcomes.filter((outcome) => outcome === 'failure').length),
    attribute('errors', 0),
    attribute('skipped', outcomes.filter((outcome) => outcome === 'skipped').length),
  ].join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${counted}>`,
    `  <testsuite${counted}>`,
    ...report.rows.map((row) => testcase(row, view)),
    `    <system-out>${escaped(`${saySum(report, view)}\n${sayAbout(report.about, view)}`)}</system-out>`,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};

type Outcome = 'passed' | 'failure' | 'skipped';

function outcomeOf(verdict: Verdict, view: View): Outcome {
  const { tone } = sayVerdict(verdict, view);
  if (tone === 'good') return 'passed';
  return tone === 'bad' || view.isStrict ? 'failure' : 'skipped';
}

function testcase(row: Row, view: View): string {
  const { path, line } = row;
  const place = path === undefined ? '' : attribute('file', path) + attribute('line', line);
  const name = attribute('name', `${sayPlace(row)} ${sayWhat(row, view)}`);
  const head = `    <testcase${attribute('classname', path ?? 'unknown')}${name}${place}`;
  const outcome = outcomeOf(row.verdict, view);
  return outcome === 'passed'
    ? `${head}/>`
    : `${head}>\n${outcomeOfRow(outcome, row, view)}\n    </testcase>`;
}

function outcomeOfRow(outcome: 'failure' | 'skipped', row: Row, view: View): string {
  const { word, rest } = sayVerdict(row.verdict, view);
  const head = `      <${outcome}${attribute('message', word + rest)}`;
  if (outcome === 'skipped') return `${head}/>`;
  const lines = sayDifferences(row.verdict, view).map(
    ({ field, old, new: fresh }) => `${field}\n  old: ${old}\n  new: ${fresh}`,
  );
  const text = [`${sayPlace(row)} ${word}${rest}`, ...lines].join('\n');
  return `${head}${attribute('type', row.verdict.is)}>${escaped(text)}</${outcome}>`;
}
