import { possibilities, resolve } from '../../src/project.js';
import type { Change, Draft } from '../../src/site.js';
import type { Template, Text, Value } from '../../src/value.js';
import { PROXY_MODE } from '../headers.js';

/** What a mode header says: which provider, that there is none, or something only the running program knows. */
export type ModeSaid =
  | {
      readonly says: 'provider';
      readonly draft: Draft;
      readonly changes: readonly Change[];
      readonly text?: string;
    }
  | { readonly says: 'none' }
  | { readonly says: 'unknown' };

/** Reads the value of a mode header: `proxy P` in any notation. */
export function readMode(value: Value): ModeSaid {
  const written = value.kind === 'opaque' ? resolve(value) : value;
  if (written.kind === 'text') return modeOfText(written);
  if (written.kind === 'template') return modeOfTemplate(written);
  return modeOfOthers(value);
}

function modeOfText({ text }: Text): ModeSaid {
  const provider = providerIn(text);
  if (provider === undefined) return { says: 'none' };
  return { says: 'provider', draft: { kind: 'literal', value: provider }, changes: [], text: provider };
}

function providerIn(text: string): string | undefined {
  return PROXY_MODE.test(text) ? text.replace(PROXY_MODE, '').trim() || undefined : undefined;
}

function modeOfTemplate({ parts }: Template): ModeSaid {
  const [first, ...others] = parts;
  if (first?.kind !== 'chunk') return { says: 'unknown' };
  if (!PROXY_MODE.test(first.text))
    return /^\s*p?r?o?x?y?$/i.test(first.text) ? { says: 'unknown' } : { says: 'none' };
  const rest = first.text.replace(PROXY_MODE, '');
  const said = [...(rest ? [rest] : []), ...others.map((part) => (part.kind === 'chunk' ? part.text : part))];
  const [only, ...more] = said;
  if (only === undefined) return { says: 'unknown' };
  const draft: Draft =
    !more.length && typeof only !== 'string'
      ? { kind: 'verbatim', value: only }
      : { kind: 'template', parts: said };
  return { says: 'provider', draft, changes: [] };
}

/**
 * A draft where only a text may stand. What comes from the environment may be undefined, which TypeScript does not take for
 * the value of a header.
 */
export function asText(draft: Draft): Draft {
  const value = draft.kind === 'verbatim' ? draft.value : undefined;
  const isEnvironment = value?.kind === 'member' && value.origin?.path[0] === 'process';
  if (!value || !isEnvironment || !/\.[cm]?tsx?$/.test(value.at.file)) return draft;
  return { kind: 'template', parts: [value] };
}

/** A constant, a ternary, a lookup: each text it may be loses its `proxy ` where it is written. */
function modeOfOthers(value: Value): ModeSaid {
  const options = possibilities(value);
  const modes = options.map((option): ModeSaid => {
    if (option.kind === 'text') return modeOfText(option);
    return option.kind === 'template' ? modeOfTemplate(option) : { says: 'unknown' };
  });
  if (modes.every(({ says }) => says === 'none')) return { says: 'none' };
  if (!modes.every((mode) => mode.says === 'provider')) return { says: 'unknown' };
  const changes = options.flatMap((option, index): Change[] => {
    const mode = modes[index];
    if (mode?.says !== 'provider') return [];
    if (option.kind === 'text') return [{ do: 'retext', at: option, to: mode.text ?? '' }];
    return [{ do: 'replace', at: option.at, with: mode.draft }];
  });
  return { says: 'provider', draft: { kind: 'verbatim', value }, changes };
}
