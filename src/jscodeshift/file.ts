import { ignoreBook } from '../ignore.js';
import { positionsOf } from '../lines.js';
import type { MigrateOptions } from '../migrate.js';
import { overlay } from '../open-project.js';
import { PARTS } from '../parts.js';
import type { Project } from '../project.js';
import { redact } from '../report/redact.js';
import type { FileResult, Migration, Reported } from '../result.js';
import type { Repository } from './repository.js';

/** A file as jscodeshift hands it over, its path relative to the working directory and posix. */
export interface FileInfo {
  readonly path: string;
  readonly source: string;
}

/** The new text of a file, undefined when nothing of it changes, and what was not done. */
export interface Shifted {
  readonly text: string | undefined;
  readonly reports: readonly string[];
}

/**
 * Migrates one file. The files around it are read and never written: what can only be changed together with them is reported,
 * and so is what a person must decide.
 */
export async function migrateFile({ path, source }: FileInfo, repository: Repository): Promise<Shifted> {
  const project = await repository.around(path);
  const unreadable = repository.unreadable(path);
  if (unreadable !== undefined) return { text: undefined, reports: [unreadable] };
  if (!project) return { text: undefined, reports: [] };
  const isCurrent = project.read(path) === source;
  return migrateIn(isCurrent ? project : overlay(project, new Map([[path, source]])), path, repository);
}

async function migrateIn(project: Project, path: string, { rules }: Repository): Promise<Shifted> {
  const options: MigrateOptions = { ...rules, writable: () => false, accepted: ignoreBook().accepts };
  const locked = (file: string) =>
    file === path ? undefined : `${file} must change with it: npx portkey-migrate does`;
  const alone = await PARTS.migrate(project, { ...options, locked });
  const together = alone.files.some(isRefused) ? await PARTS.migrate(project, options) : alone;
  const result = fileIn(alone, path);
  const reports = [
    ...notDone(result, fileIn(together, path)),
    ...alone.notices.map(({ message }) => message),
  ].map(redact);
  return { text: result && result.after !== result.before ? result.after : undefined, reports };
}

function fileIn({ files }: Migration, path: string): FileResult | undefined {
  return files.find((file) => file.path === path);
}

function isRefused({ findings }: FileResult): boolean {
  return findings.some(({ level }) => level === 'error');
}

/** What was not done in a file: left for a person, refused, or only possible together with other files. */
function notDone(alone: FileResult | undefined, together: FileResult | undefined): string[] {
  const said = alone?.findings ?? [];
  const before = (alone ?? together)?.before ?? '';
  const positions = positionsOf(before);
  const missing = (together?.findings ?? []).filter(
    (finding) => finding.level === 'applied' && !said.some((other) => isSame(other, finding)),
  );
  const left = said.filter(({ level }) => level !== 'applied');
  return [
    ...left.map((finding) => ({ finding, why: finding.help ?? '' })),
    ...missing.map((finding) => ({ finding, why: TOGETHER })),
  ].map(({ finding, why }) => {
    const { line, column } = positions(finding.span.start);
    return [`${line}:${column} ${finding.message} (${finding.rule})`, why].filter(Boolean).join('; ');
  });
}

const TOGETHER = 'not changed, since other files must change with it: npx portkey-migrate does';

function isSame(a: Reported, b: Reported): boolean {
  return (
    a.rule === b.rule && a.span.start === b.span.start && (a.message === b.message || a.level === 'error')
  );
}
