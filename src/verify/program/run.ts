import { realpathSync } from 'node:fs';
import { createReferenceGateway, type GatewayOptions } from '../../gateway/index.js';
import { listen } from '../../gateway/server.js';
import type { Remote } from '../remote.js';
import { runChild } from './child.js';
import { environmentOf } from './environment.js';
import { type Front, frontOf } from './front.js';
import { KNOWN_HOSTS } from './hosts.js';
import type { Host } from './matching.js';
import type { Orders } from './message.js';
import { loadMockttp } from './mockttp.js';
import { type RunningProxy, startProxy } from './proxy.js';
import type { ProgramResult } from './result.js';
import { writeTrust } from './trust.js';

/** A program to run against the gateway. */
export interface ProgramRun {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Beside those everybody has. */
  readonly hosts: readonly Host[];
  readonly isBlocked: boolean;
  readonly isAside: boolean;
  readonly gateway: GatewayOptions;
  /** Where new requests go instead. */
  readonly remote: Remote | undefined;
}

/** Runs a program with every connection for the known hosts led to a gateway. Throws a JobError when it cannot be started. */
export async function runProgram(run: ProgramRun): Promise<ProgramResult> {
  const mockttp = await loadMockttp(run.cwd);
  const front = frontOf(createReferenceGateway({ ...run.gateway, keep: 0 }), run.remote);
  const server = await listen(front.fetch);
  try {
    const leading = { ...run, hosts: hostsOf(run), port: server.port, upstream: upstreamOf(run.env) };
    const proxy = await startProxy(mockttp, leading);
    try {
      return await runBehind(proxy, front, run);
    } finally {
      await proxy.close();
    }
  } finally {
    await server.close();
  }
}

function hostsOf({ hosts }: ProgramRun): readonly Host[] {
  return [...KNOWN_HOSTS, ...hosts];
}

async function runBehind(proxy: RunningProxy, front: Front, run: ProgramRun): Promise<ProgramResult> {
  const { command, cwd, env, isAside, isBlocked } = run;
  const trust = writeTrust(proxy.certificate, env);
  try {
    const orders: Orders = { hosts: hostsOf(run), port: proxy.port, cwd: realpathSync(cwd), isBlocked };
    const exit = await runChild({ command, cwd, env: environmentOf(env, orders, trust), isAside });
    return { command, exit, requests: front.requests() };
  } finally {
    trust.remove();
  }
}

/** The proxy the user has already. */
function upstreamOf(env: ProgramRun['env']): { url: string; direct: readonly string[] } | undefined {
  const url = env.HTTPS_PROXY ?? env.https_proxy ?? env.HTTP_PROXY ?? env.http_proxy;
  if (!url) return undefined;
  return { url, direct: (env.NO_PROXY ?? env.no_proxy ?? '').split(/[\s,]+/).filter(Boolean) };
}
