import type { Project } from '../src/project.js';
import type { CallSite, Site } from '../src/site.js';
import type { Call, Origin, Value } from '../src/value.js';
import type { SdkClient } from './requests/client-call.js';
import { ABSENT, type Data } from './requests/data.js';
import { evaluate, type Reading } from './requests/evaluate.js';
import { sendHttp } from './requests/http.js';
import { isLangChain, sendLangChain } from './requests/langchain.js';
import { ANTHROPIC, OPENAI_3, OPENAI_4 } from './requests/openai.js';
import { exportNamed, packageNamed } from './requests/package-name.js';
import { PORTKEY } from './requests/portkey.js';
import {
  isPythonClient,
  pythonClientsBehind,
  pythonRequestAt,
  pythonRequestOfClient,
} from './requests/python.js';
import type { Sent } from './requests/request.js';

export type { Data, RecordData } from './requests/data.js';
export type { Reading, Side } from './requests/evaluate.js';
export type { Request, Sent, Unreadable } from './requests/request.js';

/** SDKs whose clients are constructed, then called. */
const CLIENTS: readonly SdkClient[] = [PORTKEY, OPENAI_4, OPENAI_3, ANTHROPIC];

/**
 * What a site sends when the program runs there, as the source of its client says; undefined when it is no call of a client
 * that is known. Written from the clients' sources, apart from everything the migration's own tables say.
 */
export function requestAt(site: Site, reading: Reading): Sent | undefined {
  if (site.kind !== 'request' && site.kind !== 'call') return undefined;
  if (isPython(site.at.file)) return pythonRequestAt(site, reading);
  if (site.kind === 'request') return sendHttp(site, reading);
  if (isLangChain(site.call)) return sendLangChain(site.call, reading);
  const clients = site.receivers.filter(clientOf);
  const client = clients[clients.length > 1 ? reading.choose('the client', clients.length) : 0];
  return client ? requestOf(site, client, reading) : strangerAt(site);
}

function requestOf(site: CallSite, client: Call, reading: Reading): Sent | undefined {
  const path = site.path.map(({ name }) => name).join('.');
  const args = site.call.args.map(
    (argument): Data =>
      argument.kind === 'spread' ? { kind: 'hole', of: argument.of } : evaluate(argument, reading),
  );
  return clientOf(client)?.send({ client, path, args, file: site.at.file, reading });
}

/** A construction of a known SDK's client, judged by a call it would make when none is in sight. */
export function requestOfClient(client: Call, reading: Reading): Sent | undefined {
  if (isPython(client.at.file)) return pythonRequestOfClient(client, reading);
  const sdk = clientOf(client);
  const body: Data = { kind: 'hole', of: 'the body of the call' };
  return sdk?.send({ client, path: sdk.probe, args: [body, ABSENT], file: client.at.file, reading });
}

function isPython(file: string): boolean {
  return /\.pyi?$/i.test(file);
}

/** Whether a construction makes a client that is known. */
export function isClient(call: Call, project: Project): boolean {
  return isPython(call.at.file) ? isPythonClient(call, project) : clientOf(call) !== undefined;
}

/** Constructions that a call is made on, wherever they are made anew with other options in between. */
export function clientsBehind(site: CallSite): readonly Call[] {
  return isPython(site.at.file) ? [...site.receivers, ...pythonClientsBehind(site)] : site.receivers;
}

/** The SDK a construction belongs to. */
function clientOf({ isNew, origin }: Call): SdkClient | undefined {
  if (!isNew || !origin) return undefined;
  const name = packageNamed(origin.module);
  return CLIENTS.find(
    ({ packages, exports }) => packages.includes(name) && exports.includes(exportNamed(origin)),
  );
}

/** Whether a value is headers meant for the gateway: an object that has some, or a call of createHeaders. */
export function isGatewayHeaders(value: Value): boolean {
  if (value.kind === 'call') return value.origin !== undefined && isCreateHeaders(value.origin);
  const keys =
    value.kind === 'object'
      ? value.entries.map((entry) => (entry.kind === 'entry' ? entry.key : undefined))
      : [];
  return keys.some((key) => key !== undefined && /^x-portkey-/i.test(key));
}

function isCreateHeaders(origin: Origin): boolean {
  const isOurs = /^portkey[-_]ai$/.test(packageNamed(origin.module));
  return isOurs && exportNamed(origin) === 'createHeaders';
}

/** A method only the gateway's SDK has, on an object that could not be followed to where it is made. */
const TELLING = /(?:^|\.)(?:chatCompletions|generations|prompts\.completions)\.create$/;

function strangerAt(site: CallSite): Sent | undefined {
  const path = site.path.map(({ name }) => name).join('.');
  const isOurs = site.receiverType && packageNamed(site.receiverType.module) === 'portkey-ai';
  if (!isOurs && !TELLING.test(path || calleePath(site))) return undefined;
  // What is made in sight is known to be something else; what a function gives may be anything.
  if (site.receivers.some(({ isNew }) => isNew) && !isOurs) return undefined;
  return {
    kind: 'unreadable',
    client: 'portkey-ai',
    why: 'its client could not be followed to where it is made',
  };
}

function calleePath({ call }: CallSite): string {
  const names: string[] = [];
  for (let value = call.callee; value.kind === 'member'; value = value.of) names.unshift(value.name ?? '[]');
  return names.join('.');
}
