/** How a credential looks in source text: what `pattern` captures first stays, the rest of the match is not for other eyes. */
export interface Secret {
  readonly pattern: RegExp;
  /** Where it can be seen. */
  readonly see: string;
}

/** Names whose values are credentials, whatever surrounds the word: `api_key`, `apiKey`, `x-portkey-api-key`, `OPENAI_API_KEY`. */
const NAME = String.raw`(?:[\w-]*api[-_]?key|[\w-]*(?:secret|password|access[-_]?token|auth[-_]?token)|authorization|aws[-_]?(?:access[-_]?key[-_]?id|secret[-_]?access[-_]?key))`;
/** A quote, also one that stands escaped inside another string. */
const QUOTE = String.raw`\\*["'${'`'}]`;
/** What is no credential but the place where one is filled in: `${key}`, `{key}`, `$KEY`, `<key>`. */
const HOLE = '(?!(?:Bearer |Basic )?[$<{%])';

/** Every form a credential of Portkey, or of a provider behind it, was seen in. First match first. */
export const SECRETS: readonly Secret[] = [
  {
    pattern: new RegExp(String.raw`(\b(?:Bearer|Basic)\s+)${HOLE}[^\s"'\\${'`'}]{4,}`, 'g'),
    see: 'the Authorization header of every provider; guide, curl examples',
  },
  {
    pattern: new RegExp(
      String.raw`((?<![\w-])${NAME}(?:${QUOTE})?\]?\s*[:=]\s*(?:${QUOTE})(?:Bearer |Basic )?)${HOLE}(?:(?!\\*["'${'`'}])[^\n])+`,
      'gi',
    ),
    see: 'npm portkey-ai: apiKey, api_key, Authorization of the constructor; Config 1.0 and 2.0: api_key',
  },
  {
    pattern: new RegExp(String.raw`(["'${'`'}]${NAME}\s*:\s*(?:Bearer |Basic )?)${HOLE}[^\s"'${'`'}]+`, 'gi'),
    see: 'curl -H "x-portkey-api-key: KEY" in the guide',
  },
  {
    pattern: /((?<![\w-])[A-Z][A-Z0-9_]*(?:API_KEY|_TOKEN|_SECRET|PASSWORD)=)(?![$<"'`{%])[^\s"'`]+/g,
    see: 'PORTKEY_API_KEY in .env files of the guide',
  },
  {
    pattern: /((?<![\w-])(?:sk|pk|rk|gsk|xai|pplx|r8|hf|ghp|gho|glpat)[-_])[A-Za-z0-9_-]{12,}/g,
    see: 'key prefixes of OpenAI, Anthropic, Groq, xAI, Perplexity, Replicate, Hugging Face, GitHub, GitLab',
  },
  { pattern: /((?<![\w-])(?:AKIA|ASIA|AIza))[A-Za-z0-9_-]{12,}/g, see: 'key prefixes of AWS and Google' },
];
