import { isForGateway } from '../../transforms/requests/address.js';
import {
  clientsBehind,
  isClient,
  type Reading,
  requestAt,
  requestOfClient,
  type Sent,
  type Side,
} from '../../transforms/requests.js';
import type { Project } from '../project.js';
import type { CallSite, RequestSite } from '../site.js';
import type { Call, Place, Value } from '../value.js';
import { type Choices, type World, worldOf, worldsOf } from './worlds.js';

/** A place that sends something: a call of a client, or a client whose calls are not in sight. */
export interface SendingSite {
  readonly at: Place;
  /** Functions it stands in; with file and order, what pairs it with its like in the other text. */
  readonly scope: string;
  readonly kind: 'call' | 'client';
  /** The client without its version: a migration does not change it. */
  readonly family: string;
  /** What it sends in a world; `side`: read as code before or after the migration. */
  readonly sent: (world: World, side: Side) => Sent;
  /** What is decided at run time. */
  readonly choices: Choices;
  /** The files of the expressions it is made of: the route may stand in another one. */
  readonly readIn: ReadonlySet<string>;
  /** Whether it is the gateway's business in some world. */
  readonly isOurs: boolean;
}

/** The sending sites of a project, and every expression that was read to know what they send. */
export interface Sites {
  readonly sites: readonly SendingSite[];
  readonly read: ReadonlySet<Value>;
}

interface Search {
  readonly project: Project;
  readonly side: Side;
  readonly read: Set<Value>;
}

/** Every sending site of a project, file by file in source order. */
export function sendingSites(project: Project, side: Side): Sites {
  const search: Search = { project, side, read: new Set() };
  const files = project.files.filter((file) => !project.document(file)?.problems.length);
  const calls = files.flatMap((file) => project.document(file)?.sites() ?? []).filter(isCallOrRequest);
  const followed = new Set(calls.flatMap((site) => (site.kind === 'call' ? clientsBehind(site) : [])));
  const sites = calls.flatMap((site) => siteOf(site, search) ?? clientSite(site, followed, search) ?? []);
  return { sites, read: search.read };
}

function isCallOrRequest(site: { readonly kind: string }): site is CallSite | RequestSite {
  return site.kind === 'call' || site.kind === 'request';
}

function siteOf(site: CallSite | RequestSite, search: Search): SendingSite | undefined {
  return sendingSite('call', site.call, (reading) => requestAt(site, reading), search);
}

/** `new Client(...)` that nothing in sight calls: exported, or handed to something unknown. */
function clientSite(
  site: CallSite | RequestSite,
  followed: ReadonlySet<Call>,
  search: Search,
): SendingSite | undefined {
  if (site.kind !== 'call' || followed.has(site.call) || !isClient(site.call, search.project))
    return undefined;
  return sendingSite('client', site.call, (reading) => requestOfClient(site.call, reading), search);
}

function sendingSite(
  kind: SendingSite['kind'],
  call: Call,
  say: (reading: Reading) => Sent | undefined,
  { project, side, read }: Search,
): SendingSite | undefined {
  const readIn = new Set<string>([call.at.file]);
  const note = (value: Value): void => {
    read.add(value);
    readIn.add(value.at.file);
  };
  const sent = (world: World, as: Side): Sent | undefined =>
    say({ project, choose: world.choose, side: as, note });
  const choices = new Map<string, number>();
  const said = sent(worldOf(new Map(), choices), side);
  if (!said) return undefined;
  const all = worldsOf(choices).map((world) => sent(world, side) ?? said);
  return {
    kind,
    family: said.client.replace(/ \d+$/, ''),
    at: call.at,
    scope: project.document(call.at.file)?.language.enclosing?.(call) ?? '',
    sent: (world, as) => sent(world, as) ?? said,
    choices,
    readIn,
    isOurs: all.some(isOurs),
  };
}

function isOurs(sent: Sent): boolean {
  return sent.kind === 'request' ? isForGateway(sent) : sent.client.startsWith('portkey-ai');
}
