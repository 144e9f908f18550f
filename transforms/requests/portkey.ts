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

const SECTIONS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

function asksForOld({ client, file, reading }: ClientCall): boolean {
  const module = client.origin?.module ?? '';
  const pinned = /portkey-ai@\D*(\d+)/.exec(module);
  if (pinned) return pinned[1] === '0';
  const { project } = reading;
  const manifest = project.manifest(file, 'package.json');
  const range = manifest && rangeIn(project.read(manifest) ?? '', packageNamed(module));
  return /^[^\d]*0\b/.test(range ?? '');
}

function rangeIn(manifest: string, name: string): string | undefined {
  try {
    const parsed: Record<string, Record<string, unknown> | undefined> | null = JSON.parse(manifest);
    const ranges = SECTIONS.map((section) => parsed?.[section]?.[name]);
    return ranges.find((range) => typeof range === 'string');
  } catch {
    return undefined;
  }
}
