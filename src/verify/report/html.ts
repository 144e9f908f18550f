import type { Json } from '../holes.js';
import type { SentRequest } from '../result.js';
import { attribute, escaped } from './escape.js';
import { sentOf } from './json.js';
import type { Format, Row, View } from './report.js';
import { sayAbout, sayDifferences, sayPlace, saySum, sayVerdict, sayWhat } from './say.js';
import { STYLE } from './style.js';

/** One page that needs nothing else: both requests and both recordings of every call site side by side. */
export const html: Format = (report, view) => {
  const title = `${view.tool.name} verify`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="sum">${escaped(saySum(report, view))}</p>
<p>${escaped(sayAbout(report.about, view))}</p>
${report.rows.map((row, index) => section(row, index + 1, view)).join('\n')}
<footer>${escaped(`${view.tool.name} ${view.tool.version}`)}</footer>
</body>
</html>
`;
};

function section(row: Row, number: number, view: View): string {
  const { tone, word, rest } = sayVerdict(row.verdict, view);
  const open = tone === 'good' ? '' : ' open';
  return `<details${attribute('id', `site-${number}`)}${attribute('class', tone)}${open}>
<summary><code>${escaped(sayPlace(row))}</code> ${escaped(sayWhat(row, view))} <b>${escaped(word)}</b>${escaped(rest)}</summary>
${differencesTable(row, view)}${sides(row, view)}</details>`;
}

function differencesTable(row: Row, view: View): string {
  const rows = sayDifferences(row.verdict, view).map(
    ({ field, old, new: fresh }) =>
      `<tr><th scope="row"><code>${escaped(field)}</code></th><td><code>${escaped(old)}</code></td><td><code>${escaped(fresh)}</code></td></tr>\n`,
  );
  if (!rows.length) return '';
  return `<table class="differences">
<thead><tr><th scope="col">What differs</th><th scope="col">Old</th><th scope="col">New</th></tr></thead>
<tbody>
${rows.join('')}</tbody>
</table>
`;
}

function sides(row: Row, view: View): string {
  if (!row.old && !row.new) return '';
  return `<table class="sides">
<thead><tr><th></th><th scope="col">Old</th><th scope="col">New</th></tr></thead>
<tbody>
<tr><th scope="row">Request</th>${cell(row.old, requestText, view)}${cell(row.new, requestText, view)}</tr>
<tr><th scope="row">Recording</th>${cell(row.old, recordingText, view)}${cell(row.new, recordingText, view)}</tr>
</tbody>
</table>
`;
}

function cell(
  sent: SentRequest | undefined,
  textOf: (sent: Readonly<Record<string, Json>>) => string,
  view: View,
): string {
  const said = sentOf(sent, view);
  return `<td>${said === undefined ? '–' : `<pre>${escaped(textOf(Object(said)))}</pre>`}</td>`;
}

/** As it goes over the wire. */
function requestText({ request }: Readonly<Record<string, Json>>): string {
  const { method, url, headers, body } = Object(request);
  const lines = Object.entries(Object(headers)).map(([name, value]) => `${name}: ${value}`);
  const said =
    body === undefined ? [] : ['', typeof body === 'string' ? body : JSON.stringify(body, null, 2)];
  return [`${method} ${url}`, ...lines, ...said].join('\n');
}

function recordingText({ api, refusal, recording }: Readonly<Record<string, Json>>): string {
  const { status, message } = Object(refusal);
  const head = refusal ? [`refused: ${status} ${message}`] : [];
  return [`the ${api} API`, ...head, JSON.stringify(recording ?? null, null, 2)].join('\n');
}
