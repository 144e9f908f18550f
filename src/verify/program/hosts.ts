import { HOSTS } from '../../../transforms/routes.js';
import { JobError } from '../../job-error.js';
import { bareName, type Host } from './matching.js';

/** The hosts everybody has. */
export const KNOWN_HOSTS: readonly Host[] = HOSTS.map((name) => ({ name, port: undefined }));

/** Reads `gateway.example.com`, `localhost:8787` or a URL. Throws a JobError for anything else. */
export function readHost(text: string): Host {
  const isUrl = /^https?:\/\//i.test(text);
  const url = isUrl || !/[/?#@\s]/.test(text) ? parseUrl(isUrl ? text : `http://${text}`) : undefined;
  if (!url) throw new JobError('--host', 'a host, with or without a port: localhost:8787', `"${text}"`);
  // The URL forgets a port that is the protocol's own.
  const port = /^(?:https?:\/\/)?[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(text)?.[1];
  return { name: bareName(url.hostname), port };
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
