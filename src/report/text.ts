import { positionsOf } from '../lines.js';
import type { FileResult, Reported, RunResult } from '../result.js';
import { isChanged } from './counts.js';
import { loadDiff } from './diff.js';
import type { View } from './format.js';
import { type Paint, paintFor } from './paint.js';
import { redact } from './redact.js';
import { summary } from './summary.js';

/** For people: a diff when nothing is written, then per file what was found, the counts and what to do next. */
export async function text(result: RunResult, view: View): Promise<string> {
  const paint = await paintFor(view.colour);
  const shown = result.files.map((file) => ({
    ...file,
    findings: file.findings.filter((one) => isShown(one, view)),
  }));
  const blocks = findingsOf(shown, paint);
  if (view.quiet) return redact(blocks);
  const diffs = result.dry && view.command === 'migrate' ? await diffsOf(result.files, paint) : '';
  return redact(diffs + blocks) + redact(summary(result, view, paint));
}

/** Per file every finding: `line:column message (rule)`. */
export function findingsOf(files: readonly FileResult[], paint: Paint): string {
  const found = files.filter(({ findings }) => findings.length);
  return found.map((file) => fileBlock(file, paint)).join('');
}

function isShown({ level }: Reported, { quiet }: View): boolean {
  return !quiet || level === 'error';
}

function fileBlock({ path, before, findings }: FileResult, paint: Paint): string {
  const positions = positionsOf(before);
  const lines = findings.map((finding) => {
    const { line, column } = positions(finding.span.start);
    const help =
      finding.help && finding.level !== 'applied' ? `\n      ${paint.dim(indented(finding.help))}` : '';
    return `  ${line}:${column} ${mark(finding, paint)}${indented(finding.message)} ${paint.dim(`(${finding.rule})`)}${help}`;
  });
  return [paint.bold(path), ...lines, '', ''].join('\n');
}

function mark({ level }: Reported, paint: Paint): string {
  if (level === 'manual') return `${paint.yellow('manual')}: `;
  return level === 'error' ? `${paint.red('error')}: ` : '';
}

function indented(message: string): string {
  return message.replaceAll('\n', '\n      ');
}

async function diffsOf(files: readonly FileResult[], paint: Paint): Promise<string> {
  const changed = files.filter(isChanged);
  if (!changed.length) return '';
  const diff = await loadDiff();
  return `${changed.map((file) => coloured(diff(file), paint)).join('')}\n`;
}

/** A diff as terminals show it. */
export function coloured(diff: string, paint: Paint): string {
  return diff
    .split('\n')
    .map((line) => colouredLine(line, paint))
    .join('\n');
}

function colouredLine(line: string, paint: Paint): string {
  if (/^(?:--- |\+\+\+ )/.test(line)) return paint.bold(line);
  if (line.startsWith('+')) return paint.green(line);
  if (line.startsWith('-')) return paint.red(line);
  return line.startsWith('@@') ? paint.cyan(line) : line;
}
