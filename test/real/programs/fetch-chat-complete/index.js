const PORTKEY = "https://api.portkey.ai/v1";

/** A saved prompt would be nicer, but this has to work today. */
async function chat(messages) {
  const response = await fetch(`${PORTKEY}/chatComplete`, {
    method: "POST",
    headers: {
      "x-portkey-api-key": process.env.PORTKEY_API_KEY,
      "Content-Type": "application/json",
      "x-portkey-trace-id": "edge",
    },
    body: JSON.stringify({
      config: {
        provider: "openai",
        api_key: process.env.OPENAI_API_KEY,
      },
      params: {
        model: "gpt-3.5-turbo",
        messages,
        temperature: 0.3,
      },
    }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

async function vote(question) {
  const response = await fetch("https://api.portkey.ai/v1/chatComplete", {
    method: "POST",
    headers: { "x-portkey-api-key": process.env.PORTKEY_API_KEY, "Content-Type": "application/json" },
    body: JSON.stringify({
      config: {
        mode: "fallback",
        options: [
          { provider: "openai", api_key: process.env.OPENAI_API_KEY, override_params: { model: "gpt-4" } },
          { provider: "anthropic", api_key: process.env.ANTHROPIC_API_KEY, override_params: { model: "claude-2", max_tokens: 5 } },
        ],
        retry: 2,
      },
      params: { messages: [{ role: "user", content: `${question} Answer yes or no.` }] },
    }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  const { choices } = await response.json();
  return choices[0].message.content;
}

const { choices } = await chat([{ role: "user", content: "Good morning" }]);
console.log(choices[0].message.content);
console.log(await vote("Is water wet?"));
