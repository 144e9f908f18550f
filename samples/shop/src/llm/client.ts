import { LLMOptions, Portkey } from "portkey-ai";

/** Tried in this order; the second one is slower, but rarely down. */
const llms: LLMOptions[] = [
  {
    provider: "openai",
    virtual_key: "openai-shop",
    model: "gpt-4",
    temperature: 0.4,
    cache_status: "semantic",
    cache_age: 3600,
    retry: { attempts: 3, on_status_codes: [429, 500] },
    trace_id: "shop",
  },
  {
    provider: "anthropic",
    virtual_key: "anthropic-shop",
    model: "claude-2",
    max_tokens: 400, // mandatory there
    trace_id: "shop",
  },
];

export const portkey = new Portkey({
  apiKey: process.env.PORTKEY_API_KEY,
  mode: "fallback",
  llms,
});
