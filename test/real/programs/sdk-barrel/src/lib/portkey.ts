import { Portkey } from 'portkey-ai'
import { ENV } from './env.js'

export const portkey = new Portkey({
  apiKey: ENV.portkey,
  mode: 'single',
  llms: [{ provider: 'anthropic', api_key: ENV.anthropic }],
})
