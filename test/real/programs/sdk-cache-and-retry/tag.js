import { Portkey } from "portkey-ai";

const primary = {
  provider: "openai",
  api_key: process.env.OPENAI_API_KEY,
  cache_status: "semantic",
  cache_age: 86400,
  retry: { attempts: 3, on_status_codes: [429, 500] },
  model: "gpt-3.5-turbo",
};

const secondary = {
  provider: "openai",
  api_key: process.env.OPENAI_API_KEY_2,
  cache_status: "simple",
  retry: { attempts: 1, on_status_codes: [429] },
  model: "gpt-4",
};

const portkey = new Portkey({ mode: "fallback", llms: [primary, secondary] });

const products = ["Teekanne, 1,2 l", "garden hose 20m"];

for (const product of products) {
  const response = await portkey.chatCompletions.create({
    messages: [
      { role: "system", content: "Answer with three tags, separated by commas." },
      { role: "user", content: product },
    ],
    temperature: 0,
  });
  console.log(`${product}: ${response.choices[0].message.content}`);
}
