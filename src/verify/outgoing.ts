import { addressOf, isForGateway, isRelative } from '../../transforms/requests/address.js';
import type { Data } from '../../transforms/requests/data.js';
import { unwrittenStrategy } from '../../transforms/requests/unwritten.js';
import type { Request, Sent } from '../../transforms/requests.js';
import { type Filling, fillHeaders, fillJson, fillText } from './holes.js';
import { meaningOf } from './meaning.js';
import { ADDRESS_UNKNOWN, RELATIVE } from './verdicts.js';

/** A request as it goes over the wire, everything filled in. */
export interface Outgoing {
  readonly kind: 'outgoing';
  readonly client: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly isForGateway: boolean;
  /** An address that only the running program knows, and what it was taken to end in. */
  readonly assumed: { readonly base: string; readonly endsIn: string } | undefined;
}

/** Why there is nothing to send: the source does not say enough, or the client itself fails. */
export interface Nothing {
  readonly kind: 'unreadable' | 'failing';
  readonly client: string;
  readonly why: string;
}

/** Fills a request in, or says why that cannot be done. */
export function fill(sent: Sent, filling: Filling): Outgoing | Nothing {
  if (sent.kind !== 'request') return sent;
  const { client } = sent;
  const unwritten = unwrittenStrategy(sent);
  if (unwritten) return { kind: 'unreadable', client, why: unwritten };
  const address = addressOf(sent);
  if (!address) return { kind: 'unreadable', client, why: isRelative(sent) ? RELATIVE : ADDRESS_UNKNOWN };
  const { base, endsIn } = address.assumed ?? {};
  return {
    kind: 'outgoing',
    client,
    method: sent.method,
    url: fillText(address.url, filling),
    headers: fillHeaders(sent.headers, filling),
    body: bodyText(sent, filling),
    isForGateway: isForGateway(sent),
    assumed: base && endsIn !== undefined ? { base: describe(base, filling), endsIn } : undefined,
  };
}

function bodyText({ body }: Request, filling: Filling): string | undefined {
  if (!body || body.kind === 'absent') return undefined;
  const isText =
    body.kind === 'joined' ||
    body.kind === 'encoded' ||
    (body.kind === 'known' && typeof body.value === 'string');
  return isText ? fillText(body, filling) : JSON.stringify(fillJson(body, filling, 'object'));
}

function describe(base: Data, { project }: Filling): string {
  return base.kind === 'hole' ? meaningOf(base.of, project) : 'an address that is put together';
}
