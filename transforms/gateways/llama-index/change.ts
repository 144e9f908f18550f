import type { Change, Context, Draft, ImportSite, Site } from '../../../src/site.js';
import type { Call, Place } from '../../../src/value.js';
import { isModule } from '../../records.js';
import { type Adding, isWithin } from './find.js';
import { type HostClass, isHostClass, OPENAI } from './table.js';

/** The new construction, where the llms are known. */
export function constructionChanges(
  adding: Adding,
  host: HostClass,
  entries: Extract<Draft, { kind: 'object' }>['entries'],
  made: Call,
): readonly Change[] {
  const draft: Draft = {
    kind: 'call',
    callee: { module: moduleOf(made.origin?.module ?? '', host), name: host.name },
    args: [{ kind: 'object', entries }],
  };
  const { call } = adding;
  if (adding.kind === 'chained') return [{ do: 'replace', at: call.at, with: draft }];
  const { callee } = adding;
  const { file } = call.at;
  const dot: Place = { file, span: { start: callee.of.at.span.end, end: callee.nameAt.span.start } };
  const rest: Place = { file, span: { start: callee.nameAt.span.start, end: call.at.span.end } };
  return [
    { do: 'remove', at: adding.made, whole: true },
    { do: 'rename', at: dot, to: ' = ' },
    { do: 'replace', at: rest, with: draft },
  ];
}

/** Where a class is taken from: beside the old one. */
function moduleOf(module: string, host: HostClass): string {
  return /\.portkey$/.test(module) ? `llama_index.llms.${host.module}` : 'llama_index.llms';
}

/**
 * Imports of names that nothing else uses go: the class, and the SDK's module where it was there for the records alone. `all` is
 * what goes of every construction, `own` what goes of the one at `made`; types become OpenAI, which OpenAILike is one of.
 */
export function importChanges(
  made: Place,
  own: readonly Place[],
  all: readonly Place[],
  { project }: Context,
): readonly Change[] {
  const files = new Set([made, ...own].map(({ file }) => file));
  return [...files].flatMap((file) => {
    const sites = (project.document(file)?.sites() ?? []).filter(isOld);
    const gone = sites.filter(
      ({ uses }) => uses.length > 0 && uses.every(({ at, as }) => as === 'type' || isWithin(at, all)),
    );
    const isFirst = all.find((place) => place.file === file) === own.find((place) => place.file === file);
    return [
      ...gone.map(({ module, name }): Change => ({ do: 'unimport', file, module, name })),
      ...(isFirst ? gone.flatMap((site) => annotations(site, all)) : []),
    ];
  });
}

function isOld(site: Site): site is ImportSite {
  return site.kind === 'import' && (isHostClass(site.module, site.name) || isModule(site.module));
}

function annotations({ module, name, uses }: ImportSite, all: readonly Place[]): readonly Change[] {
  if (!isHostClass(module, name)) return [];
  const from = { module: moduleOf(module, OPENAI), name: OPENAI.name };
  return uses
    .filter(({ at, as }) => as === 'type' && !isWithin(at, all))
    .map(({ at }): Change => ({ do: 'replace', at, with: { kind: 'imported', from } }));
}
