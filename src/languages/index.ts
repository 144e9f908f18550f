import type { Language } from '../language.js';
import { javascript } from './js/index.js';
import { json } from './json.js';

/** Every language spoken. */
export const LANGUAGES: readonly Language[] = [javascript, json];

/** The language of a file by its name; undefined for one that is not spoken. */
export function languageOf(file: string): Language | undefined {
  const lower = file.toLowerCase();
  return LANGUAGES.find((language) => language.extensions.some((extension) => lower.endsWith(extension)));
}
