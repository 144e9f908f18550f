import type { RunResult } from '../result.js';
import type { Format, View } from './format.js';

/** Every format by its name; each is loaded when it is asked for. */
export const FORMATS: Readonly<Record<string, () => Promise<Format>>> = {
  text: async () => (await import('./text.js')).text,
  json: async () => (await import('./json.js')).json,
  patch: async () => (await import('./patch.js')).patch,
};

/** Writes a result in a format that is in FORMATS. */
export async function report(format: string, result: RunResult, view: View): Promise<string> {
  const load = FORMATS[format];
  if (!load) throw new Error(`no format ${format}`);
  return (await load())(result, view);
}
