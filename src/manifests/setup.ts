import type { SourceDocument } from '../language.js';
import type { CallSite } from '../site.js';
import type { ObjectValue, Text } from '../value.js';
import { readRequirement } from './requirement.js';

/** Whether a manifest is code. */
export function isCode(file: string): boolean {
  return /\.py$/i.test(file);
}

/** Whether a manifest is code that lists packages as arguments. */
export function isSetup(file: string): boolean {
  return /(?:^|\/)setup\.py$/i.test(file);
}

/** The named arguments of a setup script's `setup(…)`; undefined where it calls none. */
export function setupArguments(document: SourceDocument): ObjectValue | undefined {
  const calls = document.sites().filter((site) => site.kind === 'call');
  const args = calls.filter(isSetupCall).flatMap(({ call }) => call.args);
  return args.find((value) => value.kind === 'object');
}

function isSetupCall({ call, path }: CallSite): boolean {
  const name = call.callee.kind === 'name' ? call.callee.name : path.at(-1)?.name;
  return (call.origin?.path.at(-1) ?? name) === 'setup';
}

/** Texts of code that can be nothing but requirements, wherever they travel on: those with a range. */
export function requirementTexts(document: SourceDocument): readonly Text[] {
  return document.sites().flatMap((site) => {
    if (site.kind !== 'text' || site.value.kind !== 'text' || site.role !== 'value') return [];
    const isOneLine = !site.value.text.includes('\n');
    return isOneLine && /^[<>=!~]/.test(readRequirement(site.value.text)?.range ?? '') ? [site.value] : [];
  });
}
