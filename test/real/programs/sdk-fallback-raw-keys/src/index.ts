import { Portkey } from "portkey-ai";
import { llms } from "./llms.js";

const portkey = new Portkey({
	mode: "fallback",
	llms,
});

async function write(topic: string): Promise<void> {
	const draft = await portkey.chatCompletions.create({
		messages: [{ role: "user", content: `Write a haiku about ${topic}.` }],
	});
	console.log(draft.choices[0].message?.content);
}

await write("harbours");
await write("Straßenbahnen");
