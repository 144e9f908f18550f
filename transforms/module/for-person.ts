import { covers } from '../../src/project.js';
import type { Finding } from '../../src/site.js';
import type { Remark } from '../config.js';
import type { Group } from './groups.js';
import { usedAsValue } from './types.js';
import type { ModuleUses, State, Taken } from './uses.js';

const RULE = 'client';

/** What to do where no client could be made. */
export const HELP =
  'Make a client: portkey = Portkey(api_key=..., virtual_key=...), or with provider and Authorization, or config.';

/** Nothing of the file is changed: what stands in the way, and everything that waits for it. */
export function forPerson(
  uses: ModuleUses,
  groups: readonly Group[],
  problems: readonly Remark[],
): readonly Finding[] {
  const [first] = problems;
  const why = first?.message ?? '';
  const anchors = groups.map(({ anchor }) => manualAt(anchor, why));
  const elsewhere = problems
    .filter(({ at }) => !groups.some(({ anchor }) => covers(anchor.site.statement, at)))
    .map(({ at, message, help }): Finding => ({ rule: RULE, at, message, help: help ?? HELP, changes: [] }));
  const [only] = uses.imports;
  const isUsed = groups.length > 0 || uses.taken.length > 0;
  const all = [...anchors, ...elsewhere, ...uses.taken.flatMap(waiting), ...usedAsValues(uses)];
  if (!isUsed && only && first) return [claiming(uses, { ...first, rule: RULE, at: only.at, changes: [] })];
  return all.map((finding, index) => (index ? finding : claiming(uses, finding)));
}

/** `isinstance(x, LLMOptions)`: names that are neither called nor a type. */
function usedAsValues({ imports, data, taken, configs }: ModuleUses): readonly Finding[] {
  const known = [...data, ...[...configs, ...taken.map(({ site }) => site)].map(({ at }) => at)];
  return imports
    .filter(({ name }) => name !== '*')
    .flatMap(({ uses, name }) =>
      uses
        .filter(({ at, as }) => as === 'value' && !known.some((place) => covers(place, at)))
        .map(({ at }) => usedAsValue(at, name)),
    );
}

/** What stays as it is stays whole: its classes and enums too. */
function claiming({ data, imports }: ModuleUses, finding: Finding): Finding {
  const names = imports.flatMap(({ nameAt, uses }) => [nameAt, ...uses.map(({ at }) => at)]);
  return { ...finding, claims: [...data, ...names] };
}

function manualAt({ site }: State, why: string): Finding {
  return {
    rule: RULE,
    at: site.at,
    message: `what is set on the module here is for a person: ${why}`,
    help: HELP,
    changes: [],
  };
}

function waiting({ site, steps, root, path }: Taken): Finding[] {
  if (site.kind !== 'call') return [];
  const message = `${path.join('.')} is a method of a client now, and the client is for a person to make`;
  return [{ rule: 'methods', at: steps[0]?.at ?? root.at, message, help: HELP, changes: [] }];
}
