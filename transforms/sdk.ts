import type { Change } from '../src/site.js';
import type { Call, Origin } from '../src/value.js';

/** The npm package of the SDK, old and new. */
export const PACKAGE = 'portkey-ai';

/** The range written into manifests: the newest 1.x, whose surface every rule here was checked against. */
export const RANGE = '^1.10.4';

/** The SDK's client class: a named export in every version, a default export from 1.0. */
const CLIENT_NAMES: ReadonlySet<string> = new Set(['Portkey', 'default', 'default.Portkey']);

/** `portkey-ai`, `npm:portkey-ai@0.1.16`, `https://esm.sh/portkey-ai@0.1.16`: group 2 is the version. */
export const SPECIFIER = /^((?:npm:|https?:\/\/\S+\/)?portkey-ai)(?:@([^/?#]+))?(?:[?#].*)?$/;

/** Whether a module specifier is the SDK's. */
export function isSdk(module: string): boolean {
  return SPECIFIER.test(module);
}

/** Whether an origin is the SDK's client class. */
export function isClientClass(origin: Origin | undefined): boolean {
  return origin !== undefined && isSdk(origin.module) && CLIENT_NAMES.has(origin.path.join('.'));
}

/** Whether a call constructs the SDK's client. */
export function isConstruction(call: Call): boolean {
  return call.isNew && isClientClass(call.origin);
}

/** Whether a specifier names a file of the project (`./x`, `@/x`, `~/x`, `#x`) rather than a package. */
export function isLostFile(module: string): boolean {
  return /^(?:[./#~$]|@\/)/.test(module);
}

/** The version that new code in a file needs, where the SDK is listed in an older one. */
export function listedFor(file: string): Change {
  return { do: 'require', file, package: PACKAGE, range: RANGE, listed: true };
}
