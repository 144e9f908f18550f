import type { ClientCall, SdkClient } from './client-call.js';
import { optionOf } from './client-call.js';
import { get, isGiven } from './data.js';
import { packageNamed } from './package-name.js';
import { sendPortkey0 } from './portkey-0.js';
import { sendPortkey1 } from './portkey-1.js';
import type { Sent } from './request.js';

/** The gateway's own SDK, of both generations. */
export const PORTKEY: SdkClient = {
  packages: ['portkey-ai'],
  exports: ['Portkey', 'default'],
  send,
  probe: 'chat.completions.create',
};

/** After the migration every client is a new one; before it, its shape tells, then the version the project asks for. */
function send(call: ClientCall): Sent {
  const isOld = call.reading.side === 'before' && (hasOldShape(call) || asksForOld(call));
  return isOld ? sendPortkey0(call) : sendPortkey1(call);
}

function hasOldShape({ client, path, reading }: ClientCall): boolean {
  if (path.startsWith('chatCompletions.') || path.startsWith('generations.')) return true;
  const options = optionOf(client, 0, reading);
  return ['mode', 'llms'].some((key) => isGiven(get(options, key)));
}

function asksForOld({ client, file, reading }: ClientCall): boolean {
  const module = client.origin?.module ?? '';
  const pinned = /portkey-ai@\D*(\d+)/.exec(module);
  if (pinned) return pinned[1] === '0';
  const listed = reading.project.listed(file) ?? [];
  const ours = listed.find(({ name, installs, range }) => name === packageNamed(module) && installs && range);
  return /^[^\d]*0\b/.test(ours?.range ?? '');
}
