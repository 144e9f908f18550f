import type { Language } from '../language.js';
import { ini } from './ini.js';
import { javascript } from './js/index.js';
import { json } from './json.js';
import { python } from './python/index.js';
import { requirements } from './requirements.js';
import { toml } from './toml.js';
import { yaml } from './yaml.js';

/** Every language spoken. */
export const LANGUAGES: readonly Language[] = [javascript, python, json, requirements, toml, ini, yaml];

/** The language of a file by its name; undefined for one that is not spoken. */
export function languageOf(file: string): Language | undefined {
  const lower = file.toLowerCase();
  return LANGUAGES.find(
    ({ extensions, files }) =>
      extensions.some((extension) => lower.endsWith(extension)) && (files?.test(lower) ?? true),
  );
}

/** Makes the languages of some files ready to read them. */
export async function loadLanguages(files: readonly string[]): Promise<void> {
  const needed = new Set(files.map(languageOf));
  await Promise.all([...needed].map((language) => language?.load?.()));
}
