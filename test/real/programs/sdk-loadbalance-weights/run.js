import { Portkey } from 'portkey-ai';

const messages = [{ role: 'user', content: 'Name three rivers.' }];

const portkey = new Portkey({
  mode: 'loadbalance',
  llms: [
    // the cheap one gets most of the traffic
    { provider: 'openai', virtual_key: 'openai-main', weight: 0.7, model: 'gpt-3.5-turbo', temperature: 0.9, max_tokens: 128 },
    { provider: 'azure-openai', virtual_key: 'azure-eu', resource_name: 'contoso-eu', deployment_id: 'gpt-4-32k', api_version: '2023-07-01-preview', weight: 0.2, override_params: { top_p: 0.5 } },
    {
      provider: 'cohere',
      virtual_key: 'cohere-trial',
      weight: 0.1,
      model: 'command',
    },
  ],
});

const { choices } = await portkey.chatCompletions.create({ messages });
for (const { message } of choices) console.log(message.role, message.content);
