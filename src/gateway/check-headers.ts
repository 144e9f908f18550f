import { PROVIDERS } from '../../transforms/providers.js';
import { mediaType } from './body.js';
import { checkConfig2 } from './config-check.js';
import { isCustomHost } from './custom-host.js';
import { own } from './headers-read.js';
import type { Incoming } from './incoming.js';
import { isObject, parseJson } from './json.js';
import type { Json } from './recording.js';
import { type Refused, refused, refusedByUs } from './refusal.js';
import { savedConfigOf } from './saved.js';
import type { Seed } from './seed.js';

/** What stands in `x-portkey-config`. */
export type ConfigHeader =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'slug'; readonly slug: string }
  | { readonly kind: 'broken' };

/** Reads a config as text: JSON, or the name of a saved one. */
export function configText(text: string | null): ConfigHeader {
  if (!text) return { kind: 'none' };
  const value = parseJson(text);
  if (value !== undefined) return { kind: 'json', value };
  return /^[\w.~-]+$/.test(text) ? { kind: 'slug', slug: text } : { kind: 'broken' };
}

/** The config header of a request. */
export function configHeader(incoming: Incoming): ConfigHeader {
  return configText(own(incoming, 'config'));
}

/** What is wrong with the headers on the new API, in the order of the real gateway (lt in 1.15.2). */
export function checkNewHeaders(incoming: Incoming, isPrompt: boolean, seed: Seed): Refused | undefined {
  const type = mediaType(incoming.content.type);
  const isType = !type || /^(?:application\/json|multipart\/form-data|audio.*)$/.test(type);
  if (!isType) return refused(400, 'Invalid content type passed');
  const provider = own(incoming, 'provider');
  const isNamed = Boolean(provider || own(incoming, 'virtual-key'));
  if (!isNamed && !isPrompt && configHeader(incoming).kind === 'none')
    return refused(400, 'Either x-portkey-config or x-portkey-provider header is required');
  if (provider && !PROVIDERS.includes(provider)) return refused(400, 'Invalid provider passed');
  const host = own(incoming, 'custom-host');
  if (host && !isCustomHost(host)) return refused(400, 'Invalid custom host');
  return checkConfigHeader(configHeader(incoming), isNamed || isPrompt, seed);
}

function checkConfigHeader(config: ConfigHeader, isNamed: boolean, seed: Seed): Refused | undefined {
  if (config.kind === 'none') return undefined;
  if (config.kind === 'slug') return checkSlug(config.slug, isNamed, seed);
  if (config.kind === 'broken' || config.value === null)
    return refused(400, 'Invalid config passed. You need to pass a valid json');
  return checkInline(config.value, isNamed);
}

function checkSlug(slug: string, isNamed: boolean, seed: Seed): Refused | undefined {
  const saved = savedConfigOf(slug, seed);
  if (saved === undefined) return refusedByUs('unknown config', slug);
  if (saved === 'made up') return undefined;
  if ('problem' in saved) return refusedByUs('bad old config', saved.problem);
  const names = saved.strategy || saved.provider || saved.virtualKey;
  return names || isNamed ? undefined : withoutProvider();
}

function withoutProvider(): Refused {
  return refused(
    400,
    'Either x-portkey-provider needs to be passed. Or the x-portkey-config header should have a valid config with provider details in it.',
  );
}

function checkInline(value: Json, isNamed: boolean): Refused | undefined {
  const config = isObject(value) ? value : {};
  if (!isNamed && !config.provider && !config.targets && !config.virtual_key) return withoutProvider();
  const errors = checkConfig2(value, []);
  if (errors.length) return refused(400, 'Invalid config passed', { errors });
  if (!config.options) return undefined;
  return refused(
    400,
    'This version of config is not supported in this route. Please migrate to the latest version',
  );
}
