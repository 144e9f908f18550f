import OpenAI from "openai";

const session = { _user: "support", shop: "eu" };

/** The support desk talks to OpenAI's own SDK, through the gateway. */
export const assistant = new OpenAI({
  apiKey: process.env.OPENAI_API_KEY,
  baseURL: "https://api.portkey.ai/v1/proxy",
  defaultHeaders: {
    "x-portkey-api-key": process.env.PORTKEY_API_KEY,
    "x-portkey-mode": "proxy openai",
    "x-portkey-cache": "simple",
    "x-portkey-retry-count": "2",
    "x-portkey-metadata": JSON.stringify(session),
    "X-Shop-Region": "eu-central",
  },
});
