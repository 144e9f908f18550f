import type { Seed } from '../../../src/gateway/index.js';

const PROMPTS = ['pp-cards-4f1e2d', 'pp-title-77aa01', 'pp-list-0c9d8e', 'pp-letter-10aa2b'];

/** What the programs name and the hosted API would know. */
export const SEED: Seed = {
  api_keys: ['pk-test-1'],
  virtual_keys: {
    'open-ai-key-1c4f2a': { provider: 'openai', api_key: 'sk-1' },
    'openai-main': { provider: 'openai', api_key: 'sk-2' },
    'azure-eu': {
      provider: 'azure-openai',
      api_key: 'az-1',
      resource_name: 'contoso-eu',
      deployment_id: 'gpt-4-32k',
      api_version: '2023-07-01-preview',
    },
    'cohere-trial': { provider: 'cohere', api_key: 'co-1' },
    'anthropic-1': { provider: 'anthropic', api_key: 'sk-ant-2' },
    'openai-mails': { provider: 'openai', api_key: 'sk-3' },
    'openai-recipes': { provider: 'openai', api_key: 'sk-4' },
    'openai-search': { provider: 'openai', api_key: 'sk-5' },
  },
  configs: {
    'pc-faq-bo-1b2c3d': {
      mode: 'fallback',
      options: [{ virtual_key: 'openai-main' }, { virtual_key: 'openai-mails' }],
    },
    'pc-moder-5566aa': {
      mode: 'single',
      options: [{ virtual_key: 'openai-search', override_params: { model: 'gpt-4' } }],
    },
  },
  prompts: Object.fromEntries(
    PROMPTS.map((id) => [
      id,
      {
        virtual_key: 'openai-main',
        messages: [{ role: 'user', content: `${id}: {{topic}}` }],
        parameters: { model: 'gpt-4' },
      },
    ]),
  ),
};
