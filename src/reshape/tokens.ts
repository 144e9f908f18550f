import type { Comment, Page } from '../dialect.js';
import type { Edit, Piece, Span } from '../edit.js';

/** One piece of the text between two elements that stay; `put` is what is written before it. */
export interface Token extends Span {
  readonly kind: 'space' | 'break' | 'comment' | 'comma' | 'gone' | 'other' | 'end';
  readonly comment?: Comment;
  dropped: boolean;
  readonly put: Piece[];
}

/** Cuts the text between two elements into white space, line breaks, comments, commas and elements that go; an `end` closes it. */
export function tokenise(page: Page, { start, end }: Span, gone: readonly Span[]): Token[] {
  const tokens: Token[] = [];
  let at = start;
  while (at < end) {
    const token = tokenAt(page, at, end, gone);
    tokens.push(token);
    at = token.end;
  }
  return [...tokens, { kind: 'end', start: end, end, dropped: false, put: [] }];
}

function tokenAt(page: Page, at: number, end: number, gone: readonly Span[]): Token {
  const token = (kind: Token['kind'], to: number, comment?: Comment): Token => ({
    ...{ kind, start: at, end: to, dropped: false, put: [] },
    ...(comment && { comment }),
  });
  const body = gone.find((span) => span.start === at && span.end > at);
  if (body) return token('gone', body.end);
  const comment = page.comments.find((span) => span.start === at);
  if (comment) return token('comment', comment.end, comment);
  const source = page.text.slice(at, Math.min(end, at + 1000));
  const space = /^[^\S\r\n]+/.exec(source)?.[0];
  if (space) return token('space', at + space.length);
  const lineBreak = /^(?:\r\n?|\n)/.exec(source)?.[0];
  if (lineBreak) return token('break', at + lineBreak.length);
  return token(source.startsWith(',') ? 'comma' : 'other', at + 1);
}

/** The edits that make the tokens' text what they say: neighbours that go or are written are one edit. */
export function editsOf(tokens: readonly Token[]): Edit[] {
  const edits: Edit[] = [];
  let run: { start: number; end: number; text: Piece[] } | undefined;
  const flush = (): void => {
    if (run && (run.text.length || run.end > run.start)) edits.push(run);
    run = undefined;
  };
  for (const token of tokens) {
    if (token.put.length || token.dropped) run ??= { start: token.start, end: token.start, text: [] };
    run?.text.push(...token.put);
    if (token.dropped && run) run.end = token.end;
    else flush();
  }
  flush();
  return edits;
}

/** The nearest token before an index that is still there and not white space within a line. */
export function before(tokens: readonly Token[], index: number): Token | undefined {
  return tokens
    .slice(0, index)
    .findLast((token) => remains(token) && (token.kind !== 'space' || token.put.length));
}

/** The nearest token after an index that is still there and not white space within a line. */
export function after(tokens: readonly Token[], index: number): Token | undefined {
  return tokens
    .slice(index + 1)
    .find((token) => remains(token) && (token.kind !== 'space' || token.put.length));
}

function remains(token: Token): boolean {
  return !token.dropped || token.put.length > 0;
}
