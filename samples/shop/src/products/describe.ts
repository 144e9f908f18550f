import { portkey } from "../llm/index.js";

export interface Product {
  name: string;
  features: string[];
}

export async function describe({ name, features }: Product): Promise<string> {
  const answer = await portkey.chatCompletions.create({
    messages: [
      { role: "system", content: "Describe the product in two sentences. No superlatives." },
      { role: "user", content: `${name}: ${features.join(", ")}` },
    ],
  });
  return String(answer.choices[0].message?.content);
}
