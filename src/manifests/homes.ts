import type { SourceDocument } from '../language.js';
import type { Value } from '../value.js';
import { compiledBy } from './compiled.js';
import { type Home, kindOf } from './kinds.js';
import { entriesOf, rootOf, valuesAt } from './sites.js';

/** A place in a manifest where a package can be listed. */
export interface OpenHome {
  readonly home: Home;
  /** What the list is, or is made in. */
  readonly within: Value;
  /** The list; undefined where it has to be made. */
  readonly list: Value | undefined;
}

/** Where a manifest would list another package: with the others, else where a list can be made. */
export function homeIn(document: SourceDocument): OpenHome | undefined {
  const root = rootOf(document);
  const kind = kindOf(document.file);
  if (!root || !kind || compiledBy(document.text) !== undefined) return undefined;
  const open = kind.homes.flatMap((home) => openHome(home, root));
  return open.find(({ list }) => list !== undefined && sizeOf(list) > 0) ?? open[0];
}

function openHome(home: Home, root: Value): readonly OpenHome[] {
  const [within] = valuesAt(root, home.within);
  if (!within || isElsewhere(within, home)) return [];
  if (home.key === undefined) return [{ home, within, list: within }];
  const key = home.key;
  const inner = within.kind === 'list' ? valuesAt(within, ['*', key]) : valuesAt(within, [key]);
  return [{ home, within, list: inner[0] }];
}

/** `dynamic = ["dependencies"]`: the build backend takes them from another file. */
function isElsewhere(within: Value, { key }: Home): boolean {
  const [dynamic] = valuesAt(within, ['dynamic']);
  return dynamic?.kind === 'list' && dynamic.items.some((item) => item.kind === 'text' && item.text === key);
}

function sizeOf(list: Value): number {
  return list.kind === 'list' ? list.items.length : entriesOf(list).length;
}
