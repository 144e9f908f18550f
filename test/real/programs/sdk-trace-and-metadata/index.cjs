const sdk = require("portkey-ai");

const metadata = { _environment: "staging", _user: "u-118", feature: "onboarding" };

const portkey = new sdk.Portkey({
  mode: "single",
  llms: [
    {
      provider: "openai",
      virtual_key: process.env.OPENAI_VIRTUAL_KEY,
      trace_id: "mail-2023-12-08",
      metadata,
      cache_force_refresh: true,
    },
  ],
});

(async () => {
  const mail = await portkey.chatCompletions.create({
    model: "gpt-4",
    messages: [{ role: "user", content: "Write a welcome mail for Ana." }],
    user: metadata._user,
  });
  console.log(mail.model, "-", mail.choices[0].message.content);
})();
