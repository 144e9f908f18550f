import type { Project } from '../../src/project.js';
import type { CallSite, RequestSite, Site } from '../../src/site.js';
import type { Call, Value } from '../../src/value.js';
import { type Data, record } from './data.js';
import { evaluate, type Reading } from './evaluate.js';
import { ANTHROPIC } from './python/anthropic.js';
import { type Chain, chainOf, rootsOf } from './python/chain.js';
import type { PythonClient } from './python/client.js';
import { sendPythonHttp } from './python/http.js';
import { givenTo } from './python/keywords.js';
import { isLangChainPython, sendLangChainPython } from './python/langchain.js';
import { isLlamaIndex, sendLlamaIndex } from './python/llama-index.js';
import { sendOpenAiModule } from './python/openai-0.js';
import { OPENAI_1 } from './python/openai-1.js';
import { isOldCall, sendOld, sendOldProbe } from './python/portkey-0.js';
import { PORTKEY_1 } from './python/portkey-1.js';
import type { Sent } from './request.js';

const CLIENTS: readonly PythonClient[] = [PORTKEY_1, OPENAI_1, ANTHROPIC];

/** What a site of a Python file sends; undefined when it is no call of a client that is known. */
export function pythonRequestAt(site: CallSite | RequestSite, reading: Reading): Sent | undefined {
  if (site.kind === 'request') return sendPythonHttp(site, reading);
  const { call } = site;
  if (isLangChainPython(call)) return sendLangChainPython(call, reading);
  if (isLlamaIndex(call)) return sendLlamaIndex(call, reading);
  return ofModule(call, reading) ?? ofClient(site, reading);
}

/** `portkey.ChatCompletions.create(…)`, `openai.ChatCompletion.create(…)`: calls of what modules hold. */
function ofModule(call: Call, reading: Reading): Sent | undefined {
  const { origin } = call;
  const path = origin?.path.join('.') ?? '';
  if (origin?.module === 'portkey' && isOldCall(path)) return sendOld(call, path, reading);
  return origin?.module === 'openai' && !call.isNew ? sendOpenAiModule(call, path, reading) : undefined;
}

function ofClient(site: CallSite, reading: Reading): Sent | undefined {
  const { call } = site;
  const chain = chainOf(call, isOfClient, reading);
  if (chain?.root.kind !== 'call') return chain ? undefined : strangerAt(site);
  const client = pythonClientOf(chain.root);
  return client && send(client, chain.root, chain, call, reading);
}

function isOfClient({ root, path }: Chain): boolean {
  return root.kind === 'call' && path.length > 0 && pythonClientOf(root) !== undefined;
}

function send(
  client: PythonClient,
  root: Call,
  { path, remade }: Pick<Chain, 'path' | 'remade'>,
  call: Call,
  reading: Reading,
): Sent | undefined {
  const inner = (value: Value): Data => evaluate(value, reading);
  return client.send({
    call,
    options: givenTo(root, inner).named,
    made: root.origin?.path.at(-1) ?? '',
    remade: remade.map((again) => givenTo(again, inner).named),
    path: path.join('.'),
    given: givenTo(call, inner),
    reading,
  });
}

/** The package a construction belongs to. */
function pythonClientOf({ isNew, origin }: Call): PythonClient | undefined {
  if (!isNew || !origin) return undefined;
  const name = origin.path.at(-1) ?? '';
  return CLIENTS.find(({ modules, exports }) => modules.test(origin.module) && exports.includes(name));
}

/** Whether a construction makes a client, or the config of a module that nothing in sight is called on. */
export function isPythonClient(call: Call, project: Project): boolean {
  return pythonClientOf(call) !== undefined || (isConfig(call) && !hasOldCalls(project));
}

function isConfig({ origin }: Call): boolean {
  return origin?.module === 'portkey' && origin.path.join('.') === 'Config';
}

const called = new WeakMap<Project, boolean>();

function hasOldCalls(project: Project): boolean {
  const memo = called.get(project);
  if (memo !== undefined) return memo;
  const found = project.files.some((file) => project.document(file)?.sites().some(isOldSite));
  called.set(project, found);
  return found;
}

function isOldSite(site: Site): boolean {
  const origin = site.kind === 'call' ? site.call.origin : undefined;
  return origin?.module === 'portkey' && isOldCall(origin.path.join('.'));
}

/** A construction of a client, judged by a call it would make when none is in sight. */
export function pythonRequestOfClient(root: Call, reading: Reading): Sent | undefined {
  const client = pythonClientOf(root);
  const inner = (value: Value): Data => evaluate(value, reading);
  const rest: Data = { kind: 'hole', of: 'the body of the call' };
  if (isConfig(root)) return sendOldProbe(root, rest, reading);
  return client?.send({
    call: root,
    options: givenTo(root, inner).named,
    made: root.origin?.path.at(-1) ?? '',
    remade: [],
    path: client.probe,
    given: { placed: [], named: { ...record({}), fields: [{ kind: 'rest', of: rest }] } },
    reading,
  });
}

/** Constructions that a call is made on. */
export function pythonClientsBehind(site: Site): readonly Call[] {
  return site.kind === 'call' ? rootsOf(site.call) : [];
}

/** Methods only the gateway's SDK has, on something that could not be followed to where it is made. */
const TELLING = /(?:^|\.)(?:ChatCompletions|Generations|prompts\.completions)\.create$/;

function strangerAt({ call, path, receivers, receiverType }: CallSite): Sent | undefined {
  const written = path.map(({ name }) => name).join('.');
  const isOurs = receiverType !== undefined && /^portkey(?:_ai)?(?:\.|$)/.test(receiverType.module);
  if (!isOurs && !TELLING.test(written)) return undefined;
  if ((receivers.length && !isOurs) || call.isNew || !written.includes('.')) return undefined;
  return {
    kind: 'unreadable',
    client: 'portkey-ai',
    why: 'its client could not be followed to where it is made',
  };
}
