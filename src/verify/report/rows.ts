import { countVerdicts } from '../counts.js';
import type { ProgramRequest, ProgramResult } from '../program/result.js';
import type { VerifyResult } from '../result.js';
import type { Report, Row } from './report.js';

/** A report on call sites. */
export function reportOfSites({ sites, compared }: VerifyResult): Report {
  const rows = sites.map((site) => ({
    path: site.at.file,
    line: site.line,
    column: site.column,
    what: site.client,
    verdict: site.verdict,
    times: 1,
    old: site.old,
    new: site.new,
  }));
  return { rows, counts: countVerdicts(sites), about: { kind: 'texts', compared } };
}

/** A report on the requests of a program; those that are alike in everything are one row. */
export function reportOfProgram({ command, exit, requests }: ProgramResult): Report {
  const rows = new Map<string, Row>();
  for (const request of requests) {
    const row = rowOf(request);
    const key = JSON.stringify([row.path, row.line, row.column, row.what, row.verdict]);
    const known = rows.get(key);
    rows.set(key, known ? { ...known, times: known.times + 1 } : row);
  }
  const sorted = [...rows.values()].sort(byPlace);
  return { rows: sorted, counts: countVerdicts(requests), about: { kind: 'program', command, exit } };
}

function rowOf({ method, url, verdict, place }: ProgramRequest): Row {
  const where = { path: place?.file, line: place?.line ?? 0, column: place?.column ?? 0 };
  return { ...where, what: `${method} ${url}`, verdict, times: 1, old: undefined, new: undefined };
}

/** Requests whose place is not known come last. */
function byPlace(a: Row, b: Row): number {
  if (a.path === b.path) return a.line - b.line || a.column - b.column;
  if (a.path === undefined || b.path === undefined) return a.path === undefined ? 1 : -1;
  return a.path < b.path ? -1 : 1;
}
