'use strict'

const { Portkey } = require('portkey-ai')

// one provider, our own key
const portkey = new Portkey({
  apiKey: process.env.PORTKEY_API_KEY,
  mode: 'single',
  llms: [
    {
      provider: 'openai',
      api_key: process.env.OPENAI_API_KEY,
    },
  ],
})

const ticket = `Hi team,
the export button does nothing since yesterday. — Zoë`

async function summarize (text) {
  const answer = await portkey.chatCompletions.create({
    model: 'gpt-3.5-turbo',
    max_tokens: 60,
    messages: [
      { role: 'system', content: 'Summarize the ticket in one sentence.' },
      { role: 'user', content: text },
    ],
  })
  return answer.choices[0].message.content
}

summarize(ticket)
  .then((summary) => console.log('summary:', summary))
  .catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
