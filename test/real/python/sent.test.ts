import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createReferenceGateway } from '../../../src/gateway/index.js';
import { loadLanguages } from '../../../src/languages/index.js';
import { memoryProject } from '../../../src/memory.js';
import { fill, type Outgoing } from '../../../src/verify/outgoing.js';
import { sendingSites } from '../../../src/verify/sites.js';
import { worldsOf } from '../../../src/verify/worlds.js';
import type { Side } from '../../../transforms/requests.js';
import { KEYS } from '../programs.js';
import type { Caught } from '../sent.js';
import { type PythonProgram, pythonPrograms } from './programs.js';
import { describeWithPython, type Environment, runPython } from './python.js';
import { SEED } from './seed.js';

await loadLanguages(['any.py']);

/** What the source of a program says that it sends; `isSure`: not one of several choices that may never be made together. */
interface Said {
  readonly request: Outgoing;
  readonly isSure: boolean;
}

function predicted(files: PythonProgram['before'], side: Side): readonly Said[] {
  const project = memoryProject(files);
  const sites = sendingSites(project, side).sites.filter(({ isOurs }) => isOurs);
  return sites.flatMap((site) => {
    const all = worldsOf(site.choices).map((world) =>
      fill(site.sent(world, side), { project, given: new Map() }),
    );
    const sent = all.filter((one) => one.kind === 'outgoing');
    return sent.map((request) => ({ request, isSure: site.choices.size < 2 }));
  });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Everything a program really sends, with its real clients; the reference gateway answers. */
async function caughtFrom(
  { main, name }: PythonProgram,
  files: PythonProgram['before'],
  environments: readonly Environment[],
): Promise<readonly Caught[]> {
  const caught: Caught[] = [];
  const gateway = createReferenceGateway({ seed: SEED });
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const bytes = await bodyOf(request);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([key, value]) => [key, String(value)]),
    );
    caught.push({ method, path: url, headers, body: bytes.toString('utf8') });
    const given = Object.entries(headers).filter(([key]) => !TRANSPORT.test(key));
    const asked = new Request(`https://api.portkey.ai${url}`, {
      method,
      headers: Object.fromEntries(given),
      body: new Uint8Array(bytes),
    });
    const { response: answer } = await gateway.ask(asked);
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const run = await runPython({ files, main, environments, gateway: `http://127.0.0.1:${port}` });
    if (run.exitCode !== 0) throw new Error(`${name} ended with ${run.exitCode}: ${run.stderr}`);
    return caught;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const TRANSPORT = /^(?:host|connection|content-length|transfer-encoding|accept-encoding)$/;

/** What stands for something of the running program matches anything; a key of the environment is the key. */
function matches(said: string, real: string): boolean {
  const plain = said.replace(/"\.\.\.(~[^~]*~)":true/g, '$1');
  const parts = plain.split(/(~[\w.-]+?~)/).map((part) => {
    const name = /^~os\.environ\.(\w+)~$/.exec(part)?.[1];
    if (name) return escaped(KEYS[name] ?? part);
    return /^~.*~$/.test(part) ? '[^]*' : escaped(part);
  });
  return new RegExp(`^${parts.join('')}$`).test(real);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** JSON apart from its white space and order; what says that there is no model says nothing. */
function spelled(text: string | undefined): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text ?? '')));
  } catch {
    return text ?? '';
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .filter(([key, inner]) => !(key === 'model' && inner === 'portkey-default'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** LangChain and LlamaIndex fill in defaults, and are asked for streams, where nothing is said of the body. */
const OPEN_BODIES = new Set(['langchain', 'llama_index']);
/** A list that is filled while the program runs is read as it was made. */
const FILLED_LATER = new Set(['sdk-config-slug']);

function isSame(said: Outgoing, real: Caught, isBodyKnown: boolean): boolean {
  const url = new URL(said.url);
  const headers = Object.entries(said.headers).filter(
    ([name]) => !/^(?:content-length|x-portkey-runtime|x-portkey-package-version)/.test(name),
  );
  return (
    said.method === real.method &&
    matches(decodeURI(url.pathname + url.search), decodeURI(real.path)) &&
    headers.every(([name, value]) => matches(spelled(value), spelled(real.headers[name] ?? ''))) &&
    (!isBodyKnown || matches(spelled(said.body), spelled(real.body)))
  );
}

/** Checks what a program really sends against what its source says, both ways. */
async function compare(program: PythonProgram, side: 'before' | 'after'): Promise<void> {
  const files = side === 'before' ? program.before : { ...program.before, ...program.after };
  const newSdk = program.openai === 0 ? 'sdk-2' : 'sdk-1-last';
  const sdk = side === 'before' ? 'sdk-0' : newSdk;
  const caught = await caughtFrom(program, files, [sdk, `openai-${program.openai}`]);
  const said = predicted(files, side);
  const same = ({ request }: Said, real: Caught): boolean =>
    isSame(request, real, !OPEN_BODIES.has(request.client) && !FILLED_LATER.has(program.name));
  const surprises = caught.filter((real) => !said.some((one) => same(one, real)));
  const inventions = said.filter((one) => one.isSure && !caught.some((real) => same(one, real)));
  expect({ surprises, inventions }).toEqual({ surprises: [], inventions: [] });
  expect(caught.length).toBeGreaterThan(0);
  const named = new Set(said.flatMap(({ request }) => Object.keys(request.headers)));
  const sent = new Set(caught.flatMap(({ headers }) => Object.keys(headers)));
  const ofGateway = [...sent].filter((name) => /^x-portkey-(?!runtime)/.test(name));
  expect(ofGateway.filter((name) => !named.has(name))).toEqual([]);
}

describeWithPython.each(pythonPrograms())('$name sends what its source says', (program) => {
  test('with its real clients', () => compare(program, 'before'));
  test('as it was migrated by hand', () => compare(program, 'after'));
});
