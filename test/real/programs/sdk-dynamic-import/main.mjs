let client;

async function getClient() {
  if (!client) {
    const { Portkey } = await import("portkey-ai");
    client = new Portkey({
      mode: "single",
      llms: [{ provider: "openai", virtual_key: "openai-lazy-9d" }],
    });
  }
  return client;
}

const portkey = await getClient();
const reply = await portkey.chatCompletions.create({
  model: "gpt-3.5-turbo",
  messages: [{ role: "user", content: "ping" }],
});
console.log(reply.choices[0].message.content);
