import { writeNewsletter } from "./prompt.js";

export async function send(mailer, month, products) {
	const letter = await writeNewsletter(month, products);
	const text = letter.data.choices[0].message.content;
	await mailer.send({ subject: `News in ${month} ✉️`, text });
}
