import type { Project } from '../src/project.js';
import type { Change } from '../src/site.js';
import type { Call, Origin } from '../src/value.js';

/** The npm package of the SDK, old and new. */
export const PACKAGE = 'portkey-ai';

/** The range written into manifests: the newest 1.x, whose surface every rule here was checked against. */
export const RANGE = '^1.10.4';

/** The range of the Python SDK written into manifests: its responses have attributes and subscripts alike. */
export const PYPI_RANGE = '>=1.11.2,<2';

/** The module of the Python SDK from version 1 on. */
export const PYTHON_MODULE = 'portkey_ai';

/** What the SDK of one language calls what both have. */
export interface Sdk {
  /** The module that is imported. */
  readonly module: string;
  readonly range: string;
  readonly names: {
    readonly clientKey: string;
    readonly baseURL: string;
    readonly virtualKey: string;
    readonly traceID: string;
    readonly cacheForceRefresh: string;
  };
  /** The option of createHeaders that Node's SDK has by this name. */
  readonly option: (node: string) => string;
  readonly see: string;
}

const NODE: Sdk = {
  module: PACKAGE,
  range: RANGE,
  names: {
    clientKey: 'apiKey',
    baseURL: 'baseURL',
    virtualKey: 'virtualKey',
    traceID: 'traceID',
    cacheForceRefresh: 'cacheForceRefresh',
  },
  option: (node) => node,
  see: 'npm portkey-ai 1.10.4: dist/src/client.d.ts',
};

const PYTHON: Sdk = {
  module: PYTHON_MODULE,
  range: PYPI_RANGE,
  names: {
    clientKey: 'api_key',
    baseURL: 'base_url',
    virtualKey: 'virtual_key',
    traceID: 'trace_id',
    cacheForceRefresh: 'cache_force_refresh',
  },
  option: (node) => node.replace('ID', 'Id').replace(/\B[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  see: 'PyPI portkey-ai 1.11.2: portkey_ai/api_resources/client.py',
};

/** The SDK for the language a file is written in. */
export function sdkFor(file: string, project: Project): Sdk {
  return isPython(file, project) ? PYTHON : NODE;
}

/** Whether a file is for Python's SDK. */
export function isPython(file: string, project: Project): boolean {
  return project.document(file)?.language.name === 'python';
}

/** The SDK's client class: a named export in every version, a default export from 1.0. */
const CLIENT_NAMES: ReadonlySet<string> = new Set(['Portkey', 'AsyncPortkey', 'default', 'default.Portkey']);

/** `portkey-ai`, `npm:portkey-ai@0.1.16`, `https://esm.sh/portkey-ai@0.1.16`: group 2 is the version. */
export const SPECIFIER = /^((?:npm:|https?:\/\/\S+\/)?portkey-ai)(?:@([^/?#]+))?(?:[?#].*)?$/;

/** Whether a module specifier is the SDK's. */
export function isSdk(module: string): boolean {
  return SPECIFIER.test(module) || module === PYTHON_MODULE;
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
export function listedFor(file: string, project: Project): Change {
  return { do: 'require', file, package: PACKAGE, range: sdkFor(file, project).range, listed: true };
}

/** The version that new code in a file needs, listed or not. */
export function neededBy(file: string, project: Project): Change {
  return { do: 'require', file, package: PACKAGE, range: sdkFor(file, project).range };
}
