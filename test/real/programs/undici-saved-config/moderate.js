import { request } from "undici";

const { statusCode, body } = await request("https://api.portkey.ai/v1/chatComplete", {
  method: "POST",
  headers: {
    "x-portkey-api-key": process.env.PORTKEY_API_KEY,
    "content-type": "application/json",
  },
  body: JSON.stringify({
    config: "pc-moder-5566aa",
    params: { messages: [{ role: "user", content: "Is this rude: 'meh'?" }] },
  }),
});

const answer = await body.json();
if (statusCode !== 200) throw new Error(JSON.stringify(answer));
console.log(answer.choices[0].message.content);
