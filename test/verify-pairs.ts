/** A program before and after a migration, both written by hand. */
export interface ProgramPair {
  readonly name: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

const OLD_MANIFEST = '{ "dependencies": { "portkey-ai": "^0.1.16" } }';
const NEW_MANIFEST = '{ "dependencies": { "portkey-ai": "^1.10.4" } }';

const fallback: ProgramPair = {
  name: 'a fallback with raw keys, override params and a trace id',
  before: {
    'package.json': OLD_MANIFEST,
    'llms.ts': `import type { LLMOptions } from 'portkey-ai';
export const llms: LLMOptions[] = [
  { provider: 'openai', api_key: process.env.OPENAI_API_KEY, model: 'gpt-4', temperature: 0.2, trace_id: 'haiku' },
  { provider: 'anthropic', api_key: process.env.ANTHROPIC_API_KEY, model: 'claude-2', max_tokens: 512, trace_id: 'haiku' },
];`,
    'index.ts': `import { Portkey } from 'portkey-ai';
import { llms } from './llms';
const portkey = new Portkey({ mode: 'fallback', llms });
export async function write(topic: string) {
  return portkey.chatCompletions.create({ messages: [{ role: 'user', content: topic }] });
}`,
  },
  after: {
    'package.json': NEW_MANIFEST,
    'llms.ts': `export const targets = [
  { provider: 'openai', api_key: process.env.OPENAI_API_KEY, override_params: { model: 'gpt-4', temperature: 0.2 } },
  { provider: 'anthropic', api_key: process.env.ANTHROPIC_API_KEY, override_params: { model: 'claude-2', max_tokens: 512 } },
];`,
    'index.ts': `import { Portkey } from 'portkey-ai';
import { targets } from './llms';
const portkey = new Portkey({ config: { strategy: { mode: 'fallback' }, targets: targets }, traceID: 'haiku' });
export async function write(topic: string) {
  return portkey.chat.completions.create({ messages: [{ role: 'user', content: topic }] });
}`,
  },
};

const weights: ProgramPair = {
  name: 'a load balancer with weights, caches and retries',
  before: {
    'package.json': OLD_MANIFEST,
    'run.js': `const { Portkey } = require('portkey-ai');
const portkey = new Portkey({
  apiKey: process.env.PORTKEY_API_KEY,
  mode: 'loadbalance',
  llms: [
    { provider: 'openai', virtual_key: 'openai-main', weight: 0.7, cache_status: 'semantic', cache_age: 600 },
    { provider: 'openai', virtual_key: process.env.SPARE_KEY, weight: 0.3, retry: { attempts: 4, on_status_codes: [429] } },
  ],
});
portkey.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: process.argv[2], max_tokens: 40 });`,
  },
  after: {
    'package.json': NEW_MANIFEST,
    'run.js': `const { Portkey } = require('portkey-ai');
const portkey = new Portkey({
  apiKey: process.env.PORTKEY_API_KEY,
  config: {
    strategy: { mode: 'loadbalance' },
    targets: [
      { virtual_key: 'openai-main', weight: 0.7, cache: { mode: 'semantic', max_age: 600 } },
      { virtual_key: process.env.SPARE_KEY, weight: 0.3, retry: { attempts: 4, on_status_codes: [429] } },
    ],
  },
});
portkey.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: process.argv[2], max_tokens: 40 });`,
  },
};

const single: ProgramPair = {
  name: 'one virtual key, and a saved prompt',
  before: {
    'package.json': OLD_MANIFEST,
    'service.ts': `import { Portkey } from 'portkey-ai';
export class Service {
  private client = new Portkey({ mode: 'single', llms: [{ provider: 'openai', virtual_key: process.env.VIRTUAL_KEY, metadata: { _user: 'u1' }, trace_id: 'mail' }] });
  private prompts = new Portkey({ apiKey: process.env.PORTKEY_API_KEY });
  ask(question: string) {
    return this.client.chatCompletions.create({ model: 'gpt-4', temperature: 0, messages: [{ role: 'user', content: question }] });
  }
  async title(topic: string) {
    const made = await this.prompts.generations.create({ promptId: 'pp-title', variables: { topic } });
    return made.data.choices[0];
  }
}`,
  },
  after: {
    'package.json': NEW_MANIFEST,
    'service.ts': `import { Portkey } from 'portkey-ai';
export class Service {
  private client = new Portkey({ virtualKey: process.env.VIRTUAL_KEY, metadata: { _user: 'u1' }, traceID: 'mail' });
  private prompts = new Portkey({ apiKey: process.env.PORTKEY_API_KEY });
  ask(question: string) {
    return this.client.chat.completions.create({ model: 'gpt-4', temperature: 0, messages: [{ role: 'user', content: question }] });
  }
  async title(topic: string) {
    const made = await this.prompts.prompts.completions.create({ promptID: 'pp-title', variables: { topic } });
    return made.choices[0];
  }
}`,
  },
};

const proxied: ProgramPair = {
  name: "the OpenAI SDK with headers, the program's own and the gateway's",
  before: {
    'package.json': '{ "dependencies": { "openai": "^4.20.1" } }',
    'openai.ts': `import OpenAI from 'openai';
export const openai = new OpenAI({
  apiKey: process.env.OPENAI_API_KEY,
  baseURL: 'https://api.portkey.ai/v1/proxy',
  defaultHeaders: {
    'x-portkey-api-key': process.env.PORTKEY_API_KEY,
    'x-portkey-mode': 'proxy openai',
    'x-portkey-trace-id': 'nightly',
    'x-portkey-metadata': JSON.stringify({ _user: 'u1' }),
    'x-portkey-cache': 'semantic',
    'x-portkey-retry-count': '4',
    'X-Team': 'localization',
  },
});`,
    'ask.ts': `import { openai } from './openai';
export const ask = (text: string) => openai.chat.completions.create({ model: 'gpt-4', temperature: 0, messages: [{ role: 'user', content: text }] });
export const embed = (input: string) => openai.embeddings.create({ model: 'text-embedding-ada-002', input: input });`,
  },
  after: {
    'package.json': '{ "dependencies": { "openai": "^4.20.1", "portkey-ai": "^1.10.4" } }',
    'openai.ts': `import OpenAI from 'openai';
import { createHeaders, PORTKEY_GATEWAY_URL } from 'portkey-ai';
export const openai = new OpenAI({
  apiKey: process.env.OPENAI_API_KEY,
  baseURL: PORTKEY_GATEWAY_URL,
  defaultHeaders: {
    ...createHeaders({
      apiKey: process.env.PORTKEY_API_KEY,
      provider: 'openai',
      traceID: 'nightly',
      metadata: { _user: 'u1' },
      config: { cache: { mode: 'semantic' }, retry: { attempts: 4 } },
    }),
    'X-Team': 'localization',
  },
});`,
    'ask.ts': `import { openai } from './openai';
export const ask = (text: string) => openai.chat.completions.create({ model: 'gpt-4', temperature: 0, messages: [{ role: 'user', content: text }] });
export const embed = (input: string) => openai.embeddings.create({ model: 'text-embedding-ada-002', input: input });`,
  },
};

const rest: ProgramPair = {
  name: 'fetch and axios, with a short config, a full one and a prompt',
  before: {
    'index.mjs': `import axios from 'axios';
const PORTKEY = 'https://api.portkey.ai/v1';
export async function chat(messages) {
  return fetch(\`\${PORTKEY}/chatComplete\`, {
    method: 'POST',
    headers: { 'x-portkey-api-key': process.env.PORTKEY_API_KEY, 'Content-Type': 'application/json', 'x-portkey-trace-id': 'edge' },
    body: JSON.stringify({ config: { provider: 'openai', api_key: process.env.OPENAI_API_KEY }, params: { model: 'gpt-4', messages: messages } }),
  });
}
export async function vote(prompt) {
  return axios.post('https://api.portkey.ai/v1/complete', {
    config: {
      mode: 'fallback',
      options: [
        { provider: 'openai', virtual_key: 'openai-main', override_params: { model: 'text-davinci-003' } },
        { provider: 'anthropic', virtual_key: 'claude-main', override_params: { model: 'claude-2', max_tokens: 5 } },
      ],
      retry: 2,
    },
    params: { prompt: prompt },
  }, { headers: { 'x-portkey-api-key': process.env.PORTKEY_API_KEY } });
}
export async function title(topic) {
  const made = await axios.post(\`\${PORTKEY}/prompts/pp-title/generate\`, { variables: { topic } }, { headers: { 'x-portkey-api-key': process.env.PORTKEY_API_KEY } });
  return made.data.data.choices[0].text;
}`,
  },
  after: {
    'index.mjs': `import axios from 'axios';
const PORTKEY = 'https://api.portkey.ai/v1';
export async function chat(messages) {
  return fetch(\`\${PORTKEY}/chat/completions\`, {
    method: 'POST',
    headers: { 'x-portkey-api-key': process.env.PORTKEY_API_KEY, 'Content-Type': 'application/json', 'x-portkey-trace-id': 'edge', 'x-portkey-provider': 'openai', 'Authorization': \`Bearer \${process.env.OPENAI_API_KEY}\` },
    body: JSON.stringify({ model: 'gpt-4', messages: messages }),
  });
}
export async function vote(prompt) {
  return axios.post('https://api.portkey.ai/v1/completions', { prompt: prompt }, {
    headers: {
      'x-portkey-api-key': process.env.PORTKEY_API_KEY,
      'x-portkey-config': JSON.stringify({
        strategy: { mode: 'fallback' },
        targets: [
          { virtual_key: 'openai-main', override_params: { model: 'text-davinci-003' } },
          { virtual_key: 'claude-main', override_params: { model: 'claude-2', max_tokens: 5 } },
        ],
        retry: { attempts: 2 },
      }),
    },
  });
}
export async function title(topic) {
  const made = await axios.post(\`\${PORTKEY}/prompts/pp-title/completions\`, { variables: { topic } }, { headers: { 'x-portkey-api-key': process.env.PORTKEY_API_KEY } });
  return made.data.choices[0].text;
}`,
  },
};

/** One pair for each kind of client. */
export const PAIRS: readonly ProgramPair[] = [fallback, weights, single, proxied, rest];
