const { Configuration, OpenAIApi } = require("openai");

const configuration = new Configuration({
	apiKey: process.env.OPENAI_API_KEY,
	basePath: "https://api.portkey.ai/v1/proxy",
	baseOptions: {
		headers: {
			"x-portkey-api-key": process.env.PORTKEY_API_KEY,
			"x-portkey-mode": "proxy openai",
			"x-portkey-trace-id": "digest",
		},
	},
});

const openai = new OpenAIApi(configuration);

async function digest(lines) {
	const response = await openai.createChatCompletion({
		model: "gpt-3.5-turbo",
		messages: [{ role: "user", content: "Digest:\n" + lines.join("\n") }],
	});
	return response.data.choices[0].message.content;
}

digest(["a: deploy is red", "b: on it", "a: 🎉"]).then(console.log, (error) => {
	console.error(error.message);
	process.exit(1);
});
