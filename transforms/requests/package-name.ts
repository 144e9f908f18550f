import type { Origin } from '../../src/value.js';

/** The package a module specifier names: `npm:openai@4`, `https://esm.sh/openai@4.20.1` and `openai` are all openai. */
export function packageNamed(module: string): string {
  const bare = module.replace(/^npm:/, '').replace(/^https?:\/\/[^/]+\/(?:npm\/|pin\/|v\d+\/)?/, '');
  return bare.replace(/^(@?[^@]+)@[^/]+/, '$1');
}

/** The name taken from a package, `default` left out of a longer path. */
export function exportNamed({ path }: Origin): string {
  const named = path.filter((part) => part !== 'default');
  return named.length ? named.join('.') : 'default';
}
