export const ENV = {
  portkey: process.env.PORTKEY_API_KEY,
  anthropic: process.env.ANTHROPIC_API_KEY,
}
