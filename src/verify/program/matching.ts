/** A host whose connections are led to the gateway. */
export interface Host {
  /** Lower case, without brackets. */
  readonly name: string;
  /** Undefined: any. */
  readonly port: string | undefined;
}

/** Where something is sent; a URL is one. */
export interface Address {
  readonly hostname: string;
  /** Empty: the protocol's own. */
  readonly port: string;
  readonly protocol?: string;
}

/** Whether an address is one of the hosts. */
export function isAmong(hosts: readonly Host[], { hostname, port, protocol }: Address): boolean {
  const asked = port || (protocol === 'http:' ? '80' : '443');
  return hosts.some((host) => host.name === bareName(hostname) && (!host.port || host.port === asked));
}

/** Whether a name is this machine's own. */
export function isLoopback(name: string): boolean {
  return /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0)$/.test(bareName(name));
}

/** A host's name as it is compared: lower case, without the brackets of IPv6. */
export function bareName(hostname: string): string {
  return hostname.toLowerCase().replace(/^\[|\]$/g, '');
}
