import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

/** The files by which one child trusts a certificate authority of its own. */
export interface Trust {
  /** Beside Node's own roots: what the user added to them, and the authority. */
  readonly extra: string;
  /** Instead of a client's own roots: the system's, what the user added, and the authority. */
  readonly bundle: string;
  readonly remove: () => void;
}

/** Where systems keep their roots. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/etc/openssl/cert.pem',
] as const;

/** Variables that name a file of roots in place of a client's own. */
export const BUNDLE_VARIABLES = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const;

const PREFIX = 'portkey-migrate-verify-';

/** Writes the certificate of an authority (never its key) where a child is told to look; gone with this process at the latest. */
export function writeTrust(certificate: string, env: Readonly<Record<string, string | undefined>>): Trust {
  removeStale();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `${PREFIX}${process.pid}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const extra = join(folder, 'extra.pem');
  const bundle = join(folder, 'bundle.pem');
  const added = textsOf([env.NODE_EXTRA_CA_CERTS]);
  const roots = textsOf([
    ...SYSTEM_BUNDLES.filter(existsSync).slice(0, 1),
    ...BUNDLE_VARIABLES.map((name) => env[name]),
  ]);
  writeFileSync(extra, joined([...added, certificate]));
  writeFileSync(bundle, joined([...(roots.length ? roots : rootCertificates), ...added, certificate]));
  return {
    extra,
    bundle,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
}

/** The texts of files that are there, each once. */
function textsOf(paths: readonly (string | undefined)[]): readonly string[] {
  const texts = paths.flatMap((path) => (path && existsSync(path) ? [readText(path)] : []));
  return [...new Set(texts)];
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function joined(texts: readonly string[]): string {
  return texts.map((text) => `${text.trim()}\n`).join('');
}

/** What processes left that were killed on the spot. */
function removeStale(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : 0;
    if (owner && !isAlive(owner)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
