import { ChatOpenAI } from "@langchain/openai";
import { configuration } from "./portkey.mjs";

const model = new ChatOpenAI(
  {
    modelName: "gpt-3.5-turbo",
    openAIApiKey: process.env.OPENAI_API_KEY,
    temperature: 0,
    maxRetries: 0,
  },
  configuration,
);

const reply = await model.invoke("Greet Bob.");
console.log(reply.content);
