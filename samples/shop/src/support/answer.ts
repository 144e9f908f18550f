import { assistant } from "../llm/index.js";

export async function answer(question: string): Promise<string | null> {
  const completion = await assistant.chat.completions.create({
    model: "gpt-3.5-turbo",
    messages: [{ role: "user", content: question }],
  });
  return completion.choices[0].message.content;
}
