/** One requirement as pip or conda writes it: a name, what narrows it, and where its range stands. */
export interface Requirement {
  /** As PyPI compares names; `''` where only an address is given. */
  readonly name: string;
  /** Offsets of the range; empty, and behind the name, where there is none. */
  readonly start: number;
  readonly end: number;
  /** The range in PEP 440's words; undefined where an address says what is taken. */
  readonly range: string | undefined;
  readonly address: string | undefined;
  readonly hashed: boolean;
}

/** White space, with the ends of lines that go on below. */
const GAP = String.raw`(?:\s|\\\r?\n)*`;
const NAME = new RegExp(String.raw`^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(${GAP}\[[^\]]*\])?`);
const REST = new RegExp(String.raw`^(${GAP}\(?${GAP})([^;#@()]*?)(?=${GAP}(?:\)|;|\s-|$))`);
const ADDRESS =
  /^(?:(?:-e|--editable)[\s=]+|(?=[\w+.-]+:\/\/|\.{0,2}\/|[^\s;]+\.(?:whl|zip|tar\.gz)\b))(\S.*)$/s;

/** Names are compared without case, and with `-`, `_` and `.` as one. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Reads a requirement as PEP 508 and pip's files have it; undefined for what has no name (an option). */
export function readRequirement(text: string): Requirement | undefined {
  const hashed = /\s--hash\b/.test(text);
  const elsewhere = ADDRESS.exec(text)?.[1];
  if (elsewhere !== undefined) {
    const egg = /[#&]egg=([\w.-]+)/.exec(elsewhere)?.[1] ?? '';
    return addressed(normalName(egg), elsewhere, text.length, hashed);
  }
  const named = NAME.exec(text);
  if (!named?.[1]) return undefined;
  const name = normalName(named[1]);
  const behind = named[0].length;
  const at = new RegExp(`^${GAP}@${GAP}(\\S+)`).exec(text.slice(behind));
  if (at?.[1] !== undefined) return addressed(name, at[1], behind, hashed);
  const [, gap = '', range] = REST.exec(text.slice(behind)) ?? ['', '', text.slice(behind)];
  const start = range === '' ? behind : behind + gap.length;
  return { name, start, end: start + range.length, range: joined(range), address: undefined, hashed };
}

/** Reads a requirement as conda writes it: `channel::name=1.2=build`, `name >=1.2`. */
export function readCondaRequirement(text: string): Requirement | undefined {
  const channel = /^[^\s:]+::/.exec(text)?.[0].length ?? 0;
  const found = /^([A-Za-z0-9_][\w.-]*?)(?:(\s+)(\S.*)|([<>=!~[].*))?$/.exec(text.slice(channel));
  if (!found?.[1]) return undefined;
  const [, written, gap = '', apart, close] = found;
  const range = apart ?? close ?? '';
  const start = channel + written.length + (range === '' ? 0 : gap.length);
  const version = range.trim().replace(/^(=*[\d.*]+)(?:=|\s+)[\w*]+$/, '$1');
  return {
    name: normalName(written),
    start,
    end: text.length,
    range: version,
    address: undefined,
    hashed: false,
  };
}

function addressed(name: string, address: string, end: number, hashed: boolean): Requirement {
  return { name, start: end, end, range: undefined, address, hashed };
}

function joined(range: string): string {
  return range.replace(/\\\r?\n/g, ' ').trim();
}

/** The text with another range, spaced as the old one is. */
export function withRange(text: string, { start, end }: Requirement, range: string): string {
  const old = text.slice(start, end);
  return text.slice(0, start) + spacedLike(old, range) + text.slice(end);
}

/** A range with the white space that another has after its operators and commas. */
export function spacedLike(old: string, range: string): string {
  const isWide = /[<>=~!]\s/.test(old);
  const isAiry = old.includes(',') ? /,\s/.test(old) : isWide;
  const wide = isWide ? range.replace(/([<>=~!]+)(?=\d)/g, '$1 ') : range;
  return isAiry ? wide.replaceAll(',', ', ') : wide;
}
