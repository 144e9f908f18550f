import type { LLMOptions } from "portkey-ai";

/** Tried in this order. */
export const llms: LLMOptions[] = [
	{
		provider: "openai",
		api_key: process.env.OPENAI_API_KEY,
		model: "gpt-4",
		temperature: 0.2,
	},
	{
		provider: "anthropic",
		api_key: process.env.ANTHROPIC_API_KEY,
		model: "claude-2",
		max_tokens: 512, // anthropic insists
	},
];
