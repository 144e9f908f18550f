import { isForGateway } from '../../transforms/requests/address.js';
import { clientOf, requestAt, requestOfClient, type Sent, type Side } from '../../transforms/requests.js';
import type { Project } from '../project.js';
import type { CallSite, RequestSite } from '../site.js';
import type { Call, Place } from '../value.js';
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
  /** Whether it is the gateway's business in some world. */
  readonly isOurs: boolean;
}

/** Every sending site of a project, file by file in source order. */
export function sendingSites(project: Project, side: Side): readonly SendingSite[] {
  const files = project.files.filter((file) => !project.document(file)?.problems.length);
  const sites = files.flatMap((file) => project.document(file)?.sites() ?? []).filter(isCallOrRequest);
  const followed = new Set(sites.flatMap((site) => (site.kind === 'call' ? site.receivers : [])));
  return sites.flatMap((site) => {
    const found = siteOf(site, project, side) ?? clientSite(site, followed, project, side);
    return found ? [found] : [];
  });
}

function isCallOrRequest(site: { readonly kind: string }): site is CallSite | RequestSite {
  return site.kind === 'call' || site.kind === 'request';
}

function siteOf(site: CallSite | RequestSite, project: Project, side: Side): SendingSite | undefined {
  const sent = (world: World, as: Side): Sent | undefined =>
    requestAt(site, { project, choose: world.choose, side: as });
  return sendingSite('call', site.call, site.at, sent, project, side);
}

/** `new Client(...)` that nothing in sight calls: exported, or handed to something unknown. */
function clientSite(
  site: CallSite | RequestSite,
  followed: ReadonlySet<Call>,
  project: Project,
  side: Side,
): SendingSite | undefined {
  if (site.kind !== 'call' || followed.has(site.call) || !clientOf(site.call)) return undefined;
  const sent = (world: World, as: Side) =>
    requestOfClient(site.call, { project, choose: world.choose, side: as });
  return sendingSite('client', site.call, site.at, sent, project, side);
}

function sendingSite(
  kind: SendingSite['kind'],
  call: Call,
  at: Place,
  sent: (world: World, side: Side) => Sent | undefined,
  project: Project,
  side: Side,
): SendingSite | undefined {
  const choices = new Map<string, number>();
  const said = sent(worldOf(new Map(), choices), side);
  if (!said) return undefined;
  const all = worldsOf(choices).map((world) => sent(world, side));
  const language = project.document(at.file)?.language;
  return {
    kind,
    family: said.client.replace(/ \d+$/, ''),
    at,
    scope: language?.enclosing?.(call) ?? '',
    sent: (world, as) => sent(world, as) ?? said,
    choices,
    isOurs: all.some(
      (one) => one && (one.kind === 'request' ? isForGateway(one) : one.client.startsWith('portkey-ai')),
    ),
  };
}
