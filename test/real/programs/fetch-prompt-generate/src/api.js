const headers = {
  'x-portkey-api-key': process.env.PORTKEY_API_KEY,
  'Content-Type': 'application/json',
};

export async function runPrompt(id, variables) {
  const res = await fetch(`https://api.portkey.ai/v1/prompts/${id}/generate`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ variables }),
  });
  return res.json();
}
