import { generate, generateCard } from "./generate.js";

const card = await generateCard("bicycles");
console.log("card:", card.choices[0].message.content);

const { data } = await generate("pp-title-77aa01", { words: 3 });
console.log("title:", data.choices[0].message.content);
console.log("tokens:", typeof data.usage.total_tokens);

const list = await generate("pp-list-0c9d8e", {});
console.log("list:", list.data.choices.length);
