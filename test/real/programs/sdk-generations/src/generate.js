import { Portkey } from "portkey-ai";

const portkey = new Portkey({ apiKey: process.env.PORTKEY_API_KEY });

export function generate(promptId, variables) {
  return portkey.generations.create({ promptId, variables });
}

export async function generateCard(topic) {
  const response = await portkey.generations.create({
    promptId: "pp-cards-4f1e2d",
    variables: { topic, tone: "friendly" },
  });
  return response.data;
}
