import OpenAI from "openai";

const resource = "contoso-eu";
const deployment = "gpt-35-chat";

const openai = new OpenAI({
  apiKey: process.env.AZURE_KEY,
  baseURL: `https://api.portkey.ai/v1/proxy/${resource}.openai.azure.com/openai/deployments/${deployment}`,
  defaultQuery: { "api-version": "2023-07-01-preview" },
  defaultHeaders: {
    "api-key": process.env.AZURE_KEY,
    "x-portkey-api-key": process.env.PORTKEY_API_KEY,
    "x-portkey-mode": "proxy azure-openai",
  },
});

const result = await openai.chat.completions.create({
  model: "gpt-3.5-turbo",
  messages: [{ role: "user", content: "Who are you?" }],
});
console.log(result.choices[0].message.content);
