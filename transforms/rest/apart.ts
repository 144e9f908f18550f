import { covers, possibilities } from '../../src/project.js';
import type { Context, RequestSite } from '../../src/site.js';
import type { Place, Value } from '../../src/value.js';
import { putsProvider } from '../gateways/setters.js';

/** Whether the mode is put into the headers by statements of their own, which are rewritten where they stand. */
export function isPutApart({ headers, base, at }: RequestSite, { project }: Context): boolean {
  const puts = (file: string): readonly Place[] =>
    (project.document(file)?.sites() ?? []).flatMap((site) =>
      (site.kind === 'call' || site.kind === 'assignment') && putsProvider(site) ? [site.at] : [],
    );
  if (!headers) return base !== undefined && puts(at.file).length > 0;
  const uses = usesOf(headers);
  if (puts(at.file).some((put) => uses.some((use) => covers(put, use)))) return true;
  return possibilities(headers).some((made) => isHeaders(made, project) && puts(made.at.file).length > 0);
}

/** Every use of the variables that hold an object of headers. */
function usesOf(headers: Value): readonly Place[] {
  const holders = possibilities(headers).map((one) => (one.kind === 'object' ? one.holder?.() : undefined));
  const named = headers.kind === 'name' ? headers.binding() : undefined;
  return [named, ...holders].flatMap((binding) => binding?.references() ?? []).map(({ at }) => at);
}

/** `new Headers()`, or what one is made of. */
function isHeaders(value: Value, { document }: Context['project']): boolean {
  const { file, span } = value.at;
  if (value.kind === 'object') {
    return /\bHeaders\(\s*$/.test(document(file)?.text.slice(0, span.start) ?? '');
  }
  return value.kind === 'call' && value.origin?.module === '' && value.origin.path.join('.') === 'Headers';
}
