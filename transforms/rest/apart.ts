import { covers, possibilities } from '../../src/project.js';
import type { Context, RequestSite } from '../../src/site.js';
import type { Binding, Place, Value } from '../../src/value.js';
import { putsProvider } from '../gateways/setters.js';

/** Whether the mode is put into the headers by statements of their own, which are rewritten where they stand. */
export function isPutApart(site: RequestSite, context: Context): boolean {
  const { headers, base, at } = site;
  const { project } = context;
  if (!headers && base) return putsIn(at.file, context).length > 0;
  if (putsOf(site, context).length > 0) return true;
  if (!headers) return false;
  return possibilities(headers).some(
    (made) => isHeaders(made, project) && putsIn(made.at.file, context).length > 0,
  );
}

/** The statements that put the mode into the headers of this request, or into those of its options. */
export function putsOf(site: RequestSite, context: Context): readonly Place[] {
  const uses = usesOf(site);
  return uses.length
    ? putsIn(site.at.file, context).filter((put) => uses.some((use) => covers(put, use)))
    : [];
}

function putsIn(file: string, { project }: Context): readonly Place[] {
  return (project.document(file)?.sites() ?? []).flatMap((site) =>
    (site.kind === 'call' || site.kind === 'assignment') && putsProvider(site) ? [site.at] : [],
  );
}

/** Every use of the variables that hold the headers of a request, and of its options' headers. */
function usesOf({ headers, call }: RequestSite): readonly Place[] {
  const options = call.args.flatMap((argument) => (argument.kind === 'spread' ? [] : bindingsOf(argument)));
  const ofOptions = options.flatMap((binding) =>
    binding.references().filter(({ path: [first] }) => first === 'headers'),
  );
  const own = headers ? bindingsOf(headers).flatMap((binding) => binding.references()) : [];
  return [...own, ...ofOptions].map(({ at }) => at);
}

/** The variables that hold a value, or an object it may be. */
function bindingsOf(value: Value): readonly Binding[] {
  const holders = possibilities(value).map((one) => (one.kind === 'object' ? one.holder?.() : undefined));
  const named = value.kind === 'name' ? value.binding() : undefined;
  return [...new Set([named, ...holders])].filter((binding) => binding !== undefined);
}

/** `new Headers()`, or what one is made of. */
function isHeaders(value: Value, { document }: Context['project']): boolean {
  const { file, span } = value.at;
  if (value.kind === 'object') {
    return /\bHeaders\(\s*$/.test(document(file)?.text.slice(0, span.start) ?? '');
  }
  return value.kind === 'call' && value.origin?.module === '' && value.origin.path.join('.') === 'Headers';
}
