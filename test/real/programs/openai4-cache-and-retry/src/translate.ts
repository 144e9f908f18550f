import { openai } from "./openai.js";

const texts: Record<string, string> = { cart: "Your basket is empty", pay: "Pay now" };

for (const [key, text] of Object.entries(texts)) {
  const answer = await openai.chat.completions.create({
    model: "gpt-4",
    temperature: 0,
    messages: [
      { role: "system", content: "Translate into Danish." },
      { role: "user", content: text },
    ],
  });
  console.log(key, "=", answer.choices[0].message.content);
}
