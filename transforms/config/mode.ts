import type { Draft } from '../../src/site.js';
import type { Value } from '../../src/value.js';
import { possibilities } from '../records.js';
import { MODES, MODES_WITHOUT_MEANING } from './keys.js';
import { changeAt, type Ledger, note, problem } from './ledger.js';
import { literal, verbatim } from './literals.js';

/** What a mode may be in Configs 2.0. */
const NEW_MODES = [...new Set(MODES.values())].join(', ');

/** The 2.0 strategy mode of a 1.0 mode. */
export function modeDraft(mode: Value, ledger: Ledger): Draft {
  const texts = possibilities(mode).filter((value) => value.kind === 'text');
  for (const { text } of texts) checkMode(text, mode, ledger);
  const [first] = texts;
  if (!first) note(ledger, mode.at, `the mode is decided at run time: it must be ${NEW_MODES} there`);
  if (texts.every(({ text }) => isSame(text)) || !first) return verbatim(mode);
  if (texts.length === 1) return literal(MODES.get(first.text) ?? first.text);
  if (mode.kind === 'choice') return choiceDraft(mode, ledger);
  problem(
    ledger,
    mode.at,
    'the mode is decided elsewhere and one of its values has another name in Configs 2.0',
  );
  return verbatim(mode);
}

function isSame(mode: string): boolean {
  return MODES.get(mode) === mode || !MODES.has(mode);
}

/** Each option that is written in the choice itself becomes its new name there. */
function choiceDraft(mode: Extract<Value, { kind: 'choice' }>, ledger: Ledger): Draft {
  for (const option of mode.options) {
    const text = option.kind === 'text' ? option.text : undefined;
    const to = text === undefined ? undefined : MODES.get(text);
    if (to !== undefined && to !== text) changeAt(ledger, option, literal(to));
    if (
      option.kind !== 'text' &&
      !possibilities(option).every((one) => one.kind !== 'text' || isSame(one.text))
    ) {
      problem(ledger, option.at, 'the mode is decided elsewhere and has another name in Configs 2.0');
    }
  }
  return verbatim(mode);
}

function checkMode(text: string, mode: Value, ledger: Ledger): void {
  if (text === 'ab_test') {
    note(ledger, mode.at, 'ab_test is now loadbalance: a choice by weight, which is what it did');
  }
  if (MODES.has(text)) return;
  const known = `Modes are ${[...MODES.keys()].join(', ')}.`;
  const help = MODES_WITHOUT_MEANING.has(text) ? `${known} "${text}" has no equivalent.` : known;
  problem(ledger, mode.at, `"${text}" is no mode that can be translated`, help);
}
