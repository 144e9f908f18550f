import Anthropic from '@anthropic-ai/sdk';

const anthropic = new Anthropic({
  apiKey: process.env.ANTHROPIC_API_KEY,
  baseURL: 'https://api.portkey.ai/v1/proxy',
  defaultHeaders: {
    'x-portkey-api-key': process.env.PORTKEY_API_KEY,
    'x-portkey-mode': 'proxy anthropic',
  },
  maxRetries: 0,
});

const message = await anthropic.beta.messages.create({
  model: 'claude-2.1',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Hello, Claude' }],
});

console.log(message.id ? 'answered' : 'no answer');
