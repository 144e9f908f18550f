import got from "got";

const config = {
  mode: "loadbalance",
  options: [
    { provider: "openai", virtual_key: "openai-a", weight: 3 },
    { provider: "openai", virtual_key: "openai-b", weight: 1, cache_status: "simple", cache_age: 600 },
  ],
};

const answer = await got
  .post("https://api.portkey.ai/v1/chatComplete", {
    headers: { "x-portkey-api-key": process.env.PORTKEY_API_KEY },
    json: {
      config,
      params: { model: "gpt-3.5-turbo", messages: [{ role: "user", content: "Anything new?" }] },
    },
    retry: { limit: 0 },
  })
  .json();

console.log(answer.choices[0].message.content);
