const axios = require('axios');
const client = require('./client');

async function embed(input) {
  const { data } = await client.post('/embed', {
    config: { provider: 'openai', api_key: process.env.OPENAI_API_KEY },
    params: { model: 'text-embedding-ada-002', input },
  });
  return data.data.map((row) => row.embedding);
}

async function describe(word) {
  const response = await axios({
    method: 'post',
    url: 'https://api.portkey.ai/v1/complete',
    headers: {
      'x-portkey-api-key': process.env.PORTKEY_API_KEY,
      'Content-Type': 'application/json',
    },
    data: {
      config: { provider: 'openai', virtual_key: 'openai-search' },
      params: { model: 'text-davinci-003', prompt: `Define ${word}.`, max_tokens: 50 },
    },
  });
  return response.data.choices[0].text;
}

async function main() {
  const vectors = await embed(['quay', 'pier']);
  console.log(vectors.length, Array.isArray(vectors[0]));
  console.log(await describe('jetty'));
}

main().catch((error) => {
  console.error(error.response ? error.response.data : error);
  process.exitCode = 1;
});
