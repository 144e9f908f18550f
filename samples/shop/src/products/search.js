import axios from "axios";

const API = "https://api.portkey.ai/v1";

/** Vectors for the search index, one for every text. */
export async function embed(texts) {
  const { data } = await axios.post(
    `${API}/embed`,
    {
      config: { provider: "openai", api_key: process.env.OPENAI_API_KEY },
      params: { model: "text-embedding-ada-002", input: texts },
    },
    { headers: { "x-portkey-api-key": process.env.PORTKEY_API_KEY } },
  );
  return data.data.map((row) => row.embedding);
}
