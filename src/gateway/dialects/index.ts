import { ANTHROPIC } from './anthropic.js';
import { AZURE } from './azure.js';
import { COHERE } from './cohere.js';
import { bearer, type Dialect } from './dialect.js';
import { OPENAI } from './openai.js';
import { ANYSCALE, PERPLEXITY, TOGETHER } from './others.js';

const DIALECTS: Readonly<Record<string, Dialect>> = {
  openai: OPENAI,
  'azure-openai': AZURE,
  anthropic: ANTHROPIC,
  cohere: COHERE,
  anyscale: ANYSCALE,
  'together-ai': TOGETHER,
  'perplexity-ai': PERPLEXITY,
};

/** Of the others nothing is known: they are sent what was asked, at an address that is nobody's. */
const UNKNOWN: Dialect = { base: ({ provider }) => `https://${provider}.invalid/v1`, headers: bearer };

/** How to speak to a provider. */
export function dialectOf(provider: string): Dialect {
  return DIALECTS[provider] ?? UNKNOWN;
}
