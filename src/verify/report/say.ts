import { quoted } from '../../report/shell.js';
import type { Json } from '../holes.js';
import type { Verdict } from '../result.js';
import { presentableSides, shown, withoutSecrets } from './hide.js';
import type { About, Report, Row, View } from './report.js';

/** A verdict in words: good as it is, wrong, or open. */
export interface Said {
  readonly tone: 'good' | 'bad' | 'open';
  readonly word: string;
  readonly rest: string;
}

/** What is said of a verdict in one line. */
export function sayVerdict(verdict: Verdict, { remote, secrets }: View): Said {
  const clean = (text: string): string => withoutSecrets(shown(text), secrets);
  switch (verdict.is) {
    case 'equal':
      return { tone: 'good', word: 'equal', rest: remote ? `, and ${remote} takes it` : '' };
    case 'accepted':
      return { tone: 'good', word: 'accepted', rest: remote ? ` by ${remote}` : '' };
    case 'differs':
      return { tone: 'bad', word: 'differs', rest: '' };
    case 'refused':
      return {
        tone: 'bad',
        word: 'refused',
        rest: `: ${verdict.status === undefined ? '' : `${verdict.status} `}${clean(verdict.message)}`,
      };
    case 'old':
      return {
        tone: 'bad',
        word: 'old API',
        rest: verdict.successor ? `: use ${clean(verdict.successor)}` : '',
      };
    case 'unreadable':
      return { tone: 'open', word: 'not readable', rest: `: ${clean(verdict.why)}` };
    case 'left':
      return { tone: 'open', word: 'not migrated', rest: ': it still sends what it sent to the old API' };
  }
}

/** One difference, its sides as text. */
export interface SaidDifference {
  readonly field: string;
  readonly old: string;
  readonly new: string;
}

/** What differs, for people. */
export function sayDifferences(verdict: Verdict, { secrets }: View): readonly SaidDifference[] {
  if (verdict.is !== 'differs') return [];
  return verdict.differences.map((difference) => {
    const { field, old, new: fresh } = presentableSides(difference, secrets);
    return { field, old: sayValue(old), new: sayValue(fresh) };
  });
}

/** Longer values are cut: the JSON report has them whole. */
const LONGEST = 300;

function sayValue(value: Json): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Where a row stands: `file:line:column`. */
export function sayPlace({ path, line, column }: Row): string {
  return path === undefined ? 'an unknown place' : `${path}:${line}:${column}`;
}

/** What a row is: the client or request, and how often. */
export function sayWhat({ what, times }: Row, { secrets }: View): string {
  return withoutSecrets(shown(what), secrets) + (times > 1 ? ` (${times} times)` : '');
}

/** The sum in one sentence. */
export function saySum({ counts, about }: Report, { remote }: View): string {
  const isProgram = about.kind === 'program';
  if (!counts.sites)
    return isProgram
      ? 'No request to a known host was seen (--host names others).'
      : 'No call site sends anything to the gateway.';
  const others = [
    [counts.differs, counts.differs === 1 ? 'differs' : 'differ'],
    [counts.refused, 'refused'],
    [counts.old, 'to the old API'],
    [counts.unreadable, 'not readable'],
    [counts.left, 'not migrated'],
  ] as const;
  const rest = others.flatMap(([count, what]) => (count ? [`, ${count} ${what}`] : [])).join('');
  const noun = isProgram ? 'request' : 'call site';
  const isAccepted = isProgram || counts.accepted > 0;
  const good = isAccepted ? `accepted by ${remote ?? 'the new API'}` : 'proven equal';
  const done = counts.equal + counts.accepted;
  return `${done} of ${counts.sites} ${noun}${counts.sites === 1 ? '' : 's'} ${good}${rest}`;
}

/** What the report is about. */
export function sayAbout(about: About, { secrets }: View): string {
  if (about.kind === 'texts') return `Compared: ${about.compared}`;
  const { command, exit } = about;
  const end = exit.signal ? `was ended by ${exit.signal}` : `exited with ${exit.code}`;
  return `${withoutSecrets(command.map(quoted).join(' '), secrets)} ${end}`;
}
