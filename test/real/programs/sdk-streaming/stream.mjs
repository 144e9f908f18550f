import { Portkey } from 'portkey-ai';

const portkey = new Portkey({
  mode: 'single',
  llms: [{ provider: 'openai', api_key: process.env.OPENAI_API_KEY, temperature: 1 }],
});

const stream = await portkey.chatCompletions.create({
  model: 'gpt-4',
  messages: [{ role: 'user', content: 'Count to three.' }],
  stream: true,
});

for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta?.content || '');
}
process.stdout.write('\n');
