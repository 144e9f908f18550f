import { isGatewayAddress } from '../../transforms/requests/address.js';
import { isGatewayHeaders } from '../../transforms/requests.js';
import type { Project } from '../project.js';
import type { Site } from '../site.js';
import type { Place, Value } from '../value.js';
import type { Sites } from './sites.js';

/** Something meant for the gateway that no call in sight sends, and what it is. */
export interface Unread {
  readonly at: Place;
  readonly what: string;
}

/** Headers and addresses of the gateway that were not read for any site: what sends them could not be found. */
export function unreadIn(project: Project, { read }: Sites): readonly Unread[] {
  return project.files.flatMap((file) => {
    const document = project.document(file);
    if (!document || document.problems.length) return [];
    const found = document.sites().flatMap((site) => unreadAt(site, read));
    const headers = found.filter(({ what }) => what !== ADDRESS);
    return headers.length ? headers : found;
  });
}

const ADDRESS = 'an address of the gateway';
const HEADERS = 'headers of the gateway';

function unreadAt(site: Site, read: ReadonlySet<Value>): Unread[] {
  if (site.kind === 'object') return unreadValue(site.value, HEADERS, read);
  if (site.kind === 'call') return unreadValue(site.call, HEADERS, read);
  const isAddress = site.kind === 'text' && site.role === 'value' && isGatewayAddress(textOf(site.value));
  return isAddress && !read.has(site.value) ? [{ at: site.at, what: ADDRESS }] : [];
}

function unreadValue(value: Value, what: string, read: ReadonlySet<Value>): Unread[] {
  return isGatewayHeaders(value) && !read.has(value) ? [{ at: value.at, what }] : [];
}

function textOf(value: Value): string {
  if (value.kind === 'text') return value.text;
  return value.kind === 'template'
    ? value.parts.map((part) => (part.kind === 'chunk' ? part.text : '')).join('')
    : '';
}
