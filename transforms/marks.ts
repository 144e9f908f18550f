import type { Mark, Marks } from '../src/mark.js';

function wordsOf(...words: readonly string[]): readonly Mark[] {
  return words.map((word) => ({ word }));
}

function wholeWords(...words: readonly string[]): readonly Mark[] {
  return words.map((word) => ({ word, whole: true }));
}

/** Keys as JSON spells them. */
function jsonKeys(...keys: readonly string[]): readonly Mark[] {
  return keys.map((key) => ({ word: `"${key}"` }));
}

/** Keys as YAML spells them, bare or quoted. */
function yamlKeys(...keys: readonly string[]): readonly Mark[] {
  return keys.flatMap((key) => wordsOf(`${key}:`, `${key}":`, `${key}':`));
}

/**
 * What makes a file a candidate. A mark too many costs a parse, a mark too few is a silent miss. What carries none of these
 * (a consumer of somebody else's headers, a config object in code) is found through what it imports or is imported by.
 * No mark should be shorter than the name: how fast files are searched depends on the shortest.
 */
export const MARKS: Marks = {
  anywhere: [
    // Headers come in any case; without the dash every `importKey` would match.
    ...wordsOf('portkey', 'Portkey', 'PORTKEY', 'PortKey', '-portKey'),
    // Gateways hosted elsewhere: routes of the old API without the name. The new ones are `completions` and `embeddings`.
    ...wholeWords('v1/proxy', 'v1/complete', 'v1/embed', 'v1/prompts', 'chatComplete', 'chatCompletions'),
  ],
  named: [
    {
      // A Config 1.0 carries no name: see config/shape.ts for what is one beyond doubt.
      extensions: ['.json', '.jsonc', '.json5'],
      groups: [
        jsonKeys('mode', 'virtual_key', 'virtualKey'),
        jsonKeys('provider', 'virtual_key', 'virtualKey'),
        jsonKeys('options', 'llms', 'targets'),
      ],
    },
    {
      extensions: ['.yaml', '.yml'],
      groups: [
        yamlKeys('mode', 'virtual_key', 'virtualKey'),
        yamlKeys('provider', 'virtual_key', 'virtualKey'),
        yamlKeys('options', 'llms', 'targets'),
      ],
    },
    // The gateway's and the SDK's first name. See: PyPI rubeus.
    { extensions: ['.py', '.ipynb', '.txt', '.toml'], groups: [wordsOf('rubeus', 'Rubeus')] },
  ],
};
