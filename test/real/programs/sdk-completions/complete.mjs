#!/usr/bin/env node
import { Portkey as Client } from "portkey-ai"

const client = new Client({
    mode: "single",
    llms: [{ provider: "openai", api_key: process.env.OPENAI_API_KEY, model: "gpt-3.5-turbo-instruct", stop: ["\n"] }],
})

const prompt = process.argv[2] ?? "The three laws of robotics are"
const completion = await client.completions.create({ prompt, max_tokens: 32 })

process.stdout.write(prompt + completion.choices[0].text + "\n")
