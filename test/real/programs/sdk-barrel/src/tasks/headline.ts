import { llm } from '../lib/index.js'

export const headline = async (story: string) => {
  const result = await llm.chatCompletions.create({
    model: 'claude-2',
    max_tokens: 40,
    messages: [{ role: 'user', content: 'Headline for: ' + story }],
  })
  return result.choices[0].message?.content
}
