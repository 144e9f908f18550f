import { Portkey } from 'portkey-ai';
import { settings } from './settings';

const client = new Portkey({
  apiKey: process.env.PORTKEY_API_KEY,
  baseURL: 'https://api.portkey.ai',
  config: settings.portkeyConfig,
});

async function answer(question: string) {
  const completion = await client.chatCompletions.create({
    model: settings.model,
    messages: [{ role: 'user', content: question }],
  });
  return completion.choices[0];
}

answer('Do you ship to Norway?').then((choice) => {
  console.log(choice.message?.content);
  console.log(choice.finish_reason);
});
