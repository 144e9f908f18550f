import type { Body } from './body.js';
import { EMPTY_NODE } from './config-node.js';
import { isList, isObject, without } from './json.js';
import type { Json, JsonObject } from './recording.js';
import { type Refused, refusedByUs } from './refusal.js';
import { promptOf, savedConfigOf } from './saved.js';
import type { Seed, SeedPrompt } from './seed.js';
import type { Understood } from './understood.js';

/** Fills a saved prompt in. The old API took variables and nothing else; on the new one every other key is a parameter of the model. */
export function understandPrompt(
  said: Understood,
  id: string,
  seed: Seed,
  surface: 'old' | 'new',
): Understood | Refused {
  const prompt = promptOf(id, seed);
  if (!prompt) return refusedByUs('unknown prompt', id);
  const asked = said.body.kind === 'json' && isObject(said.body.value) ? said.body.value : {};
  const variables = asked.variables ?? {};
  const own = surface === 'new' ? without(asked, NOT_PARAMETERS) : {};
  const value: Json = { ...rendered(prompt, id, variables), ...prompt.parameters, ...own };
  const body: Body = { kind: 'json', value };
  const path = prompt.prompt === undefined ? '/chat/completions' : '/completions';
  return {
    ...said,
    ...whoAnswers(said, prompt, seed),
    body,
    path,
    prompt: { id, variables: asked.variables ?? null },
  };
}

const NOT_PARAMETERS = new Set(['variables']);

/**
 * A prompt keeps the provider and key it was saved with, whatever provider or key the request names beside it; a config of the
 * request acts on it. Ours: the hosted API is closed, and the open gateway has no prompts.
 */
function whoAnswers(
  said: Understood,
  prompt: SeedPrompt,
  seed: Seed,
): Pick<Understood, 'root' | 'savedConfig'> {
  const { root, savedConfig } = said;
  if (root.strategy || savedConfig) return { root, savedConfig };
  const virtualKey = prompt.virtual_key ?? null;
  if (virtualKey || !prompt.config)
    return { root: { ...root, provider: null, virtualKey, apiKey: null }, savedConfig };
  const saved = savedConfigOf(prompt.config, seed);
  if (saved && typeof saved === 'object' && 'targets' in saved) return { root: saved, savedConfig };
  return { root: { ...EMPTY_NODE, ...root }, savedConfig: prompt.config };
}

function rendered({ messages, prompt }: SeedPrompt, id: string, variables: Json): JsonObject {
  if (prompt !== undefined) return { prompt: fill(prompt, variables) };
  const made: Json = [{ role: 'user', content: `${id} ${JSON.stringify(variables)}` }];
  return { messages: messages ? fill(messages, variables) : made };
}

/** `{{name}}` becomes the variable; one that is not given becomes nothing. */
function fill(value: Json, variables: Json): Json {
  if (typeof value === 'string')
    return value.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => variable(variables, name));
  if (isList(value)) return value.map((item) => fill(item, variables));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, variables)]));
}

function variable(variables: Json, name: string): string {
  const value = isObject(variables) ? variables[name] : undefined;
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
