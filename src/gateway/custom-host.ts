/** Hosts that the gateway calls although they are private: it usually runs beside them. */
const TRUSTED = new Set(['localhost', '127.0.0.1', '::1', 'host.docker.internal']);

const METADATA_HOSTS = new Set([
  '0.0.0.0',
  '169.254.169.254',
  'metadata.google.internal',
  'metadata',
  'metadata.azure.com',
  'instance-data',
]);

const PRIVATE_SUFFIXES =
  '.local .localdomain .internal .intranet .lan .home .corp .test .invalid .onion .localhost'.split(' ');

/** More labels than any name of a provider has. */
const MOST_LABELS = 10;

/** Whether `x-portkey-custom-host` may be called (pt in @portkey-ai/gateway 1.15.2): no private, reserved or disguised address. */
export function isCustomHost(written: string): boolean {
  const url = parseUrl(written);
  if (!url || !isPlain(written, url)) return false;
  const host = url.hostname;
  if (!/^[a-z0-9.-]+$/.test(host) || host.endsWith('.') || host.split('.').length > MOST_LABELS) return false;
  if (TRUSTED.has(host) || host.endsWith('.localhost')) return true;
  return !METADATA_HOSTS.has(host) && !isPrivateName(host) && !isPrivateAddress(host);
}

function parseUrl(written: string): URL | undefined {
  try {
    return new URL(written);
  } catch {
    return undefined;
  }
}

function isPlain(written: string, { protocol, port }: URL): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (!written.trim() || /[\x00-\x1f\x7f]/.test(written) || written.includes('@')) return false;
  if (written.trim().toLowerCase().includes('api.portkey')) return false;
  return (protocol === 'http:' || protocol === 'https:') && port !== '0';
}

function isPrivateName(host: string): boolean {
  return PRIVATE_SUFFIXES.some((suffix) => host.endsWith(suffix)) || host.startsWith('169.254.169.');
}

/** URL has already turned every way of writing an IPv4 address into four numbers. */
function isPrivateAddress(host: string): boolean {
  const parts = host.split('.').map(Number);
  if (parts.length !== 4 || parts.some(Number.isNaN)) return false;
  const [a = 0, b = 0] = parts;
  if (a === 10 || a === 127 || a === 0 || a >= 224) return true;
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 192) return b === 168;
  return (a === 169 && b === 254) || (a === 100 && b >= 64 && b <= 127);
}
