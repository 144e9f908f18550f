import { positionsOf } from '../lines.js';
import type { FileResult, RunResult } from '../result.js';
import { countsOf, isChanged } from './counts.js';
import type { View } from './format.js';
import { redact } from './redact.js';

/** One object, as schemas/report.schema.json describes it. */
export function json(result: RunResult, { tool }: View): string {
  const report = {
    version: 1,
    tool,
    summary: { ...countsOf(result), durationMs: Math.round(result.durationMs) },
    files: result.files.map(fileOf),
    skipped: result.skipped.map(({ path, line, reason }) => ({ path, line, reason: redact(reason) })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function fileOf(file: FileResult): object {
  const positions = positionsOf(file.before);
  const findings = file.findings.map(({ rule, level, message, help, span }) => {
    const start = positions(span.start);
    const end = positions(span.end);
    const at = { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
    return { rule, level, message: redact(message), ...at, help: redact(help ?? '') };
  });
  return { path: file.path, language: file.language, changed: isChanged(file), findings };
}
