import { OpenAI } from "openai";

const USER = { _user: "translations", release: "12" };

export const openai = new OpenAI({
  apiKey: process.env.OPENAI_API_KEY,
  baseURL: "https://api.portkey.ai/v1/proxy",
  defaultHeaders: {
    "x-portkey-api-key": process.env.PORTKEY_API_KEY,
    "x-portkey-mode": "proxy openai",
    "x-portkey-cache": "semantic",
    "Cache-Control": "max-age:3600",
    "x-portkey-retry-count": "4",
    "x-portkey-trace-id": "translate-nightly",
    "x-portkey-metadata": JSON.stringify(USER),
    "X-Team": "localization",
  },
  maxRetries: 0,
});
