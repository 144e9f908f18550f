import type { Format, Report, View } from './report.js';

/** Every format by its name; each is loaded when it is asked for. */
export const FORMATS: Readonly<Record<string, () => Promise<Format>>> = {
  text: async () => (await import('./text.js')).text,
  json: async () => (await import('./json.js')).json,
  junit: async () => (await import('./junit.js')).junit,
  markdown: async () => (await import('./markdown.js')).markdown,
  html: async () => (await import('./html.js')).html,
};

/** Writes a report in a format that is in FORMATS. */
export async function writeReport(format: string, report: Report, view: View): Promise<string> {
  const load = FORMATS[format];
  if (!load) throw new Error(`no format ${format}`);
  return (await load())(report, view);
}
