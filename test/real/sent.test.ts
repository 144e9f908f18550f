import { describe, expect, test } from 'vitest';
import { memoryProject } from '../../src/memory.js';
import { migrate } from '../../src/migrate.js';
import { fill, type Outgoing } from '../../src/verify/outgoing.js';
import { sendingSites } from '../../src/verify/sites.js';
import { worldsInStep } from '../../src/verify/worlds.js';
import type { Side } from '../../transforms/requests.js';
import { KEYS, NEW_SDKS, type Program, programs } from './programs.js';
import { type Caught, sentBy } from './sent.js';

/** What the source of a program says that it sends. */
function predicted({ files }: Program, side: Side): Outgoing[] {
  const project = memoryProject(files);
  const sites = sendingSites(project, side).sites.filter(({ isOurs }) => isOurs);
  return sites.flatMap((site) => {
    const all = worldsInStep(site.choices).map((world) =>
      fill(site.sent(world, side), { project, given: new Map() }),
    );
    return all.filter((one) => one.kind === 'outgoing');
  });
}

/** What stands for something of the running program matches anything; a key of the environment is the key. */
function matches(said: string, real: string): boolean {
  const parts = said.split(/(~[\w.-]+?~)/).map((part) => {
    const name = /^~process\.env\.(\w+)~$/.exec(part)?.[1];
    if (name) return escaped(KEYS[name] ?? part);
    return /^~.*~$/.test(part) ? '[^]*' : escaped(part);
  });
  return new RegExp(`^${parts.join('')}$`).test(real);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The body as it is compared: JSON apart from its white space. LangChain fills in defaults that say nothing. */
function body(text: string | undefined): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text ?? '')));
  } catch {
    return text ?? '';
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function isSame(said: Outgoing, real: Caught): boolean {
  const url = new URL(said.url);
  const headers = Object.entries(said.headers).filter(
    ([name]) => !/^(?:content-length|x-portkey-runtime|x-portkey-package-version)/.test(name),
  );
  return (
    said.method === real.method &&
    matches(decodeURI(url.pathname + url.search), decodeURI(real.path)) &&
    headers.every(([name, value]) => matches(value, real.headers[name] ?? '')) &&
    (said.client === 'langchain' || matches(body(said.body), body(real.body)))
  );
}

/** Checks what a program really sends against what its source says, both ways. */
async function compare(program: Program, side: Side, sdk?: string): Promise<void> {
  const caught = await sentBy(program, sdk ? { sdk } : {});
  const said = predicted(program, side);
  const surprises = caught.filter((real) => !said.some((one) => isSame(one, real)));
  const inventions = said.filter((one) => !caught.some((real) => isSame(one, real)));
  expect({ surprises, inventions }).toEqual({ surprises: [], inventions: [] });
  expect(caught.length).toBeGreaterThan(0);
  const named = new Set(said.flatMap(({ headers }) => Object.keys(headers)));
  const sent = new Set(caught.flatMap(({ headers }) => Object.keys(headers)));
  const ofGateway = [...sent].filter((name) => /^x-portkey-(?!runtime)/.test(name));
  expect(ofGateway.filter((name) => !named.has(name))).toEqual([]);
}

/** The program as the migration leaves it. */
function migrated(program: Program): Program {
  const made = migrate(memoryProject(program.files), { only: [], skip: [] }).files;
  return {
    ...program,
    files: { ...program.files, ...Object.fromEntries(made.map(({ path, after }) => [path, after])) },
  };
}

describe.each(programs())('$name sends what its source says', (program) => {
  test('with its real clients', () => compare(program, 'before'));

  const isOfSdk = /"portkey-ai"/.test(migrated(program).files['package.json'] ?? '');
  test.each(isOfSdk ? NEW_SDKS : [undefined])('migrated, with %s', (sdk) =>
    compare(migrated(program), 'after', sdk),
  );
});
