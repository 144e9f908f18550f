const https = require("https");

function ask(question, callback) {
  const body = JSON.stringify({
    model: "gpt-3.5-turbo",
    messages: [{ role: "user", content: question }],
  });
  const request = https.request(
    "https://api.portkey.ai/v1/proxy/chat/completions",
    {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(body),
        Authorization: `Bearer ${process.env.OPENAI_API_KEY}`,
        "x-portkey-api-key": process.env.PORTKEY_API_KEY,
        "x-portkey-mode": "proxy openai",
      },
    },
    (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => callback(JSON.parse(text)));
    },
  );
  request.on("error", (error) => {
    throw error;
  });
  request.end(body);
}

ask("Why is the sky blue?", (answer) => {
  console.log(answer.choices[0].message.content);
});
