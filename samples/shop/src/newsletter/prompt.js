export async function writeNewsletter(month, products) {
	const response = await fetch("https://api.portkey.ai/v1/prompts/pp-newsle-5a1f7c/generate", {
		method: "POST",
		headers: {
			"x-portkey-api-key": process.env.PORTKEY_API_KEY,
			"Content-Type": "application/json",
		},
		body: JSON.stringify({ variables: { month, products } }),
	});
	return response.json();
}
