import type { Language } from '../language.js';
import { javascript } from './js/index.js';
import { json } from './json.js';
import { python } from './python/index.js';

/** Every language spoken. */
export const LANGUAGES: readonly Language[] = [javascript, python, json];

/** The language of a file by its name; undefined for one that is not spoken. */
export function languageOf(file: string): Language | undefined {
  const lower = file.toLowerCase();
  return LANGUAGES.find((language) => language.extensions.some((extension) => lower.endsWith(extension)));
}

/** Makes the languages of some files ready to read them. */
export async function loadLanguages(files: readonly string[]): Promise<void> {
  const needed = new Set(files.map(languageOf));
  await Promise.all([...needed].map((language) => language?.load?.()));
}
