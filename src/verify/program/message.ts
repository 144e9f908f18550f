import type { Host } from './matching.js';

/** The environment variable in which the preloaded module finds its orders, as JSON. */
export const ORDERS = 'PORTKEY_MIGRATE_VERIFY';

/** What the preloaded module has to know. */
export interface Orders {
  readonly hosts: readonly Host[];
  /** The intercepting proxy: a port of 127.0.0.1. */
  readonly port: number;
  /** Where call sites are looked for; absolute, without links. */
  readonly cwd: string;
  /** Connections to other machines are refused. */
  readonly isBlocked: boolean;
}

/** The header in which the preloaded module says where a request is made: `file:line:column`, percent-encoded. */
export const SITE_HEADER = 'x-portkey-migrate-site';
