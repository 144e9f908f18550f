import type { Json } from '../holes.js';
import type { SentRequest, Verdict } from '../result.js';
import { presentable, presentableSides, withoutSecrets } from './hide.js';
import type { Format, Report, Row, View } from './report.js';

/** One object, described by schemas/verify.schema.json; values are whole, credentials hidden. */
export const json: Format = (report, view) => {
  const { tool } = view;
  const rows = report.rows.map((row) => rowOf(row, report.about.kind, view));
  const body = { version: 1, tool, ...aboutOf(report, view), ...rowsOf(report, rows) };
  return `${JSON.stringify(body, null, 2)}\n`;
};

function aboutOf({ about }: Report, { remote, secrets }: View): object {
  const asked = remote === undefined ? {} : { gateway: remote };
  if (about.kind === 'texts') return { compared: about.compared, ...asked };
  return { command: about.command.map((word) => wordOf(word, secrets)), exit: about.exit, ...asked };
}

/** Quotes are what tells a credential from prose. */
function wordOf(word: string, secrets: readonly string[]): string {
  return withoutSecrets(`'${word}'`, secrets).slice(1, -1);
}

function rowsOf({ counts, about }: Report, rows: readonly object[]): object {
  if (about.kind === 'texts') {
    const { old: _, ...summary } = counts;
    return { summary, sites: rows };
  }
  const { sites, accepted, refused, old } = counts;
  return { summary: { requests: sites, accepted, refused, old }, requests: rows };
}

function rowOf(row: Row, kind: Report['about']['kind'], view: View): object {
  const { path, line, column, what, verdict, times } = row;
  const place = path === undefined ? {} : { path, line, column };
  const said = verdictOf(verdict, view);
  if (kind === 'program') {
    const [method, url = ''] = what.split(' ');
    return { ...place, method, url: withoutSecrets(url, view.secrets), times, ...said };
  }
  const sent = { old: sentOf(row.old, view), new: sentOf(row.new, view) };
  return { ...place, client: what, ...said, ...(row.old || row.new ? { sent } : {}) };
}

function verdictOf(verdict: Verdict, { secrets }: View): object {
  const { is, ...rest } = verdict;
  if (verdict.is !== 'differs') return { verdict: is, ...Object(presentable({ ...rest } as Json, secrets)) };
  return { verdict: is, differences: verdict.differences.map((one) => presentableSides(one, secrets)) };
}

/** A request and what was recorded of it. */
export function sentOf(sent: SentRequest | undefined, { secrets }: View): Json {
  if (!sent) return undefined;
  const { method, url, headers, body } = sent.request;
  const { api, refusal, seen } = sent.exchange;
  const request = { method, url, headers, body: bodyOf(body) };
  return presentable({ request, api, refusal: refusal && { ...refusal }, recording: seen }, secrets);
}

function bodyOf(body: string | undefined): Json {
  try {
    return body === undefined ? undefined : JSON.parse(body);
  } catch {
    return body;
  }
}
