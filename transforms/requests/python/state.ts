import { covers, type Project, runTogether } from '../../../src/project.js';
import type { AssignmentSite } from '../../../src/site.js';
import type { Call, Origin } from '../../../src/value.js';
import type { Data } from '../data.js';
import { evaluate, type Reading } from '../evaluate.js';
import { rootName } from './chain.js';

const known = new WeakMap<Project, ReadonlyMap<string, readonly AssignmentSite[]>>();

/** What the program assigns to names of modules of packages, by their full names. */
function assignments(project: Project): ReadonlyMap<string, readonly AssignmentSite[]> {
  const memo = known.get(project);
  if (memo) return memo;
  const found = new Map<string, AssignmentSite[]>();
  for (const file of project.files) {
    for (const site of project.document(file)?.sites() ?? []) {
      const origin = site.kind === 'assignment' ? site.member?.origin : undefined;
      if (site.kind !== 'assignment' || !origin?.path.length) continue;
      const name = nameOf(origin);
      found.set(name, [...(found.get(name) ?? []), site]);
    }
  }
  known.set(project, found);
  return found;
}

function nameOf({ module, path }: Origin): string {
  return [module, ...path].join('.');
}

/** What a name of a module (`openai.api_base`) holds when a call is made; undefined when the program never sets it. */
export function stateAt(name: string, call: Call, reading: Reading): Data | undefined {
  const sites = reachingSites(assignments(reading.project).get(name) ?? [], call, reading);
  const index = sites.length > 1 ? reading.choose(rootName(call, reading.project), sites.length) : 0;
  const site = sites[index];
  return site && evaluate(site.value, reading);
}

/** The assignment that holds for sure, else those that may: of the same file, or of all. */
function reachingSites(
  sites: readonly AssignmentSite[],
  call: Call,
  { project }: Reading,
): readonly AssignmentSite[] {
  const here = sites.filter(({ at }) => at.file === call.at.file);
  const isAtTop = (project.document(call.at.file)?.language.enclosing?.(call) ?? '') === '';
  const sure = here.findLast(
    ({ at, blocks = [] }) =>
      at.span.end <= call.at.span.start &&
      blocks[0] !== undefined &&
      covers(blocks[0], call.at) &&
      (isAtTop || blocks.length > 1),
  );
  if (sure) return [sure];
  if (here.length) return here;
  const near = sites.filter(({ at }) => runTogether(at.file, call.at.file, project));
  return near.length ? near : sites;
}
