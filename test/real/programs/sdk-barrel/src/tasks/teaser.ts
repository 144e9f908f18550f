import * as lib from '../lib/index.js'

export async function teaser(story: string) {
  return lib.llm.completions
    .create({ model: 'claude-2', max_tokens: 80, prompt: `\n\nHuman: Teaser for: ${story}\n\nAssistant:` })
    .then((result) => result.choices[0].text)
}
