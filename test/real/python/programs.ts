import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesUnder } from '../programs.js';

const PROGRAMS = fileURLToPath(new URL('programs/', import.meta.url));

/** A program of test/real/python/programs, as it was and as it was migrated by hand. */
export interface PythonProgram {
  readonly name: string;
  /** Texts by path relative to its folder. */
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** What python3 is started with. */
  readonly main: string;
  /** Which generation of OpenAI's package, and of what stands on it, it was written for. */
  readonly openai: 0 | 1;
  /** Whether every request carries a raw key: the real open-source gateway, which knows no virtual keys, can serve them. */
  readonly isRaw: boolean;
}

/** Every program, in order of name. */
export function pythonPrograms(): readonly PythonProgram[] {
  return readdirSync(PROGRAMS)
    .sort()
    .map((name) => {
      const folder = join(PROGRAMS, name);
      const { main, openai, raw }: { main: string; openai?: 0; raw?: true } = JSON.parse(
        readFileSync(join(folder, 'program.json'), 'utf8'),
      );
      return {
        name,
        before: filesUnder(join(folder, 'before')),
        after: filesUnder(join(folder, 'after')),
        main,
        openai: openai ?? 1,
        isRaw: raw ?? false,
      };
    });
}

/** Whether a program says that it needs portkey-ai, or imports it. */
export function usesSdk(files: Readonly<Record<string, string>>): boolean {
  return Object.entries(files).some(
    ([path, text]) => path.endsWith('.py') && /^\s*(?:from|import) portkey/m.test(text),
  );
}
