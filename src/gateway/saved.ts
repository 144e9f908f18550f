import { configGeneration } from '../../transforms/compatibility.js';
import { type ConfigProblem, readConfig1 } from './config-1.js';
import { readConfig2 } from './config-2.js';
import type { ConfigNode } from './config-node.js';
import type { JsonObject } from './recording.js';
import type { Seed, SeedKey, SeedPrompt } from './seed.js';

/** What a virtual key stands for; made up when no seed says it; undefined when a seed does not have it. */
export function virtualKeyOf(name: string, { virtual_keys }: Seed): SeedKey | undefined {
  return virtual_keys ? ownEntry(virtual_keys, name) : madeUpKey(name);
}

/** What names of virtual keys usually say; made-up keys that say nothing are OpenAI's. */
const GUESSES: readonly (readonly [RegExp, string])[] = [
  [/azure/, 'azure-openai'],
  [/anthropic|claude/, 'anthropic'],
  [/cohere/, 'cohere'],
  [/anyscale/, 'anyscale'],
  [/mistral/, 'mistral-ai'],
  [/together/, 'together-ai'],
  [/perplexity|pplx/, 'perplexity-ai'],
];

/** The name alone decides, not the provider written beside it: the new surface has none there. */
function madeUpKey(name: string): SeedKey {
  const provider = GUESSES.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1] ?? 'openai';
  const key = { provider, api_key: `made-up-for-${name}` };
  if (provider !== 'azure-openai') return key;
  return { ...key, resource_name: 'made-up', deployment_id: name, api_version: '2023-07-01-preview' };
}

/** A saved config: its content, or that it is made up; undefined when a seed does not have it. */
export function savedConfigOf(
  slug: string,
  { configs }: Seed,
): ConfigNode | ConfigProblem | 'made up' | undefined {
  if (!configs) return 'made up';
  const config = ownEntry(configs, slug);
  return config && readSaved(config);
}

/** Saved configs of the old generation were migrated by the hosted API: they are read as what they meant. */
function readSaved(config: JsonObject): ConfigNode | ConfigProblem {
  return configGeneration(Object.keys(config)) === 'old' ? readConfig1(config) : readConfig2(config);
}

/** A saved prompt; made up when no seed says it; undefined when a seed does not have it. */
export function promptOf(id: string, { prompts }: Seed): SeedPrompt | undefined {
  return prompts
    ? ownEntry(prompts, id)
    : { virtual_key: `prompt-${id}`, parameters: { model: 'gpt-3.5-turbo' } };
}

function ownEntry<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
