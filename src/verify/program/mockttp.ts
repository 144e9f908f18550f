import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { JobError } from '../../job-error.js';

/** As much of the package as is used. It is an optional peer: nothing of it may be imported by name. */
export interface Mockttp {
  readonly generateCACertificate: (options: {
    readonly subject: { readonly commonName: string };
  }) => Promise<Authority>;
  readonly getLocal: (options: object) => MockServer;
}

/** A certificate authority as PEM texts. */
export interface Authority {
  readonly key: string;
  readonly cert: string;
}

/** A proxy of the package. */
export interface MockServer {
  readonly start: (port: number) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly port: number;
  readonly address: { readonly address: string };
  readonly forAnyRequest: () => RuleBuilder;
  readonly forAnyWebSocket: () => SocketRuleBuilder;
  readonly forUnmatchedRequest: () => RuleBuilder;
}

/** A rule in the making. */
export interface RuleBuilder {
  /** `name:port`. */
  readonly forHost: (host: string) => RuleBuilder;
  /** On any port. */
  readonly forHostname: (name: string) => RuleBuilder;
  readonly thenPassThrough: (options?: object) => Promise<unknown>;
  readonly thenReply: (status: number, body: string, headers?: Record<string, string>) => Promise<unknown>;
}

/** A rule for websockets in the making. */
export interface SocketRuleBuilder {
  readonly thenPassThrough: (options?: object) => Promise<unknown>;
  readonly thenRejectConnection: (status: number) => Promise<unknown>;
}

const PACKAGE = 'mockttp';

/** Loads the package from beside this one, or from the user's project. Throws a JobError that says how to get it. */
export async function loadMockttp(cwd: string): Promise<Mockttp> {
  const found = resolved(import.meta.url) ?? resolved(pathToFileURL(join(cwd, 'package.json')).href);
  if (found) return import(found);
  throw new JobError(
    `verify -- CMD needs the package ${PACKAGE}, which is not installed: npm install --save-dev ${PACKAGE}`,
  );
}

function resolved(from: string): string | undefined {
  try {
    return pathToFileURL(createRequire(from).resolve(PACKAGE)).href;
  } catch {
    return undefined;
  }
}
