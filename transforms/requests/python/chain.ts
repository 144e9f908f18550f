import type { Project } from '../../../src/project.js';
import { possibilities, resolve } from '../../../src/project.js';
import type { Call, Member, Name, Value } from '../../../src/value.js';
import type { Reading } from '../evaluate.js';

/** What a call is made on: `root.with_options(…).chat.completions.create`. */
export interface Chain {
  /** A construction; a module or what is taken from one. */
  readonly root: Call | Name | Member;
  /** Member names from the root to what is called. */
  readonly path: readonly string[];
  /** The calls in between that make the client anew with other options, in order. */
  readonly remade: readonly Call[];
}

const REMAKING = /^(?:with_options|copy)$/;
const MOST_STEPS = 40;

/** Every chain a callee may stand for. */
function chainsOf(value: Value, depth = 0): readonly Chain[] {
  if (depth > MOST_STEPS) return [];
  return possibilities(value).flatMap((option): readonly Chain[] => {
    if (option.kind === 'call') return throughCall(option, depth);
    if (option.kind === 'name') return option.origin ? [{ root: option, path: [], remade: [] }] : [];
    if (option.kind !== 'member') return [];
    const chains = chainsOf(option.of, depth + 1);
    return chains.map((chain) => ({ ...chain, path: [...chain.path, option.name ?? '[]'] }));
  });
}

function throughCall(call: Call, depth: number): readonly Chain[] {
  const { callee } = call;
  const method = resolve(callee);
  if (method.kind === 'member' && REMAKING.test(method.name ?? '')) {
    const chains = chainsOf(method.of, depth + 1);
    return chains.map((chain) => ({ ...chain, remade: [...chain.remade, call] }));
  }
  return call.isNew || call.origin ? [{ root: call, path: [], remade: [] }] : [];
}

/** The constructions a call may be made on. */
export function rootsOf(call: Call): readonly Call[] {
  return chainsOf(call.callee).flatMap(({ root, path }) =>
    root.kind === 'call' && path.length ? [root] : [],
  );
}

/** The chain of a call in the world that is read; `fits` says which roots count. */
export function chainOf(call: Call, fits: (chain: Chain) => boolean, reading: Reading): Chain | undefined {
  const chains = chainsOf(call.callee).filter(fits);
  const name = rootName(call, reading.project);
  return chains[chains.length > 1 ? reading.choose(name, chains.length) : 0];
}

/** How a call names what it is made on: `portkey`, `self.client`. */
export function rootName({ callee }: Call, project: Project): string {
  let value = callee;
  const path: Value[] = [];
  for (; value.kind === 'member' || value.kind === 'call'; value = inside(value)) path.push(value);
  const first = path.findLast((step) => step.kind === 'member' && step.target() !== undefined) ?? value;
  const { file, span } = first.at;
  return project.read(file)?.slice(span.start, span.end).trim() ?? '';
}

function inside(value: Member | Call): Value {
  return value.kind === 'member' ? value.of : value.callee;
}
