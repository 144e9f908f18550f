import type { Mark, Marks } from '../src/mark.js';

/** Keys as JSON spells them; the probe leaves out the opening quote, the most frequent byte of all. */
function jsonKeys(...keys: readonly string[]): readonly Mark[] {
  return keys.map((key) => ({ probe: `${key}"`.slice(-7), words: [`"${key}"`] }));
}

/** Keys as YAML spells them, bare or quoted. */
function yamlKeys(...keys: readonly string[]): readonly Mark[] {
  return keys.map((key) => ({ probe: key.slice(0, 7), words: [`${key}:`, `${key}":`, `${key}':`] }));
}

/**
 * What makes a file a candidate. A mark too many costs one parse, a mark too few is a silent miss. What carries none of these
 * (a consumer of somebody else's headers, a config object in code) is found through what it imports or is imported by.
 */
export const MARKS: Marks = {
  anywhere: [
    { probe: 'portkey', words: ['portkey'] },
    { probe: 'Port', words: ['Portkey', 'PortKey'] },
    { probe: 'PORTKEY', words: ['PORTKEY'] },
    // Header names in any case; without the dash every `importKey` would match.
    { probe: '-portKe', words: ['-portKey'] },
    // Gateways hosted elsewhere: routes of the old API without the name. The new ones are `completions` and `embeddings`.
    { probe: 'v1/', words: ['v1/proxy', 'v1/complete', 'v1/embed', 'v1/prompts'], whole: true },
    { probe: 'Complet', words: ['chatComplete', 'chatCompletions'], whole: true },
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
    { extensions: ['.py', '.ipynb'], groups: [[{ probe: 'ubeus', words: ['rubeus', 'Rubeus'] }]] },
  ],
};
