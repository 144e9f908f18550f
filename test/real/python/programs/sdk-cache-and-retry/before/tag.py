from portkey import CacheType, Config, LLMOptions
import portkey

llm = LLMOptions(
    provider="openai",
    virtual_key="openai-mails",
    # caching
    cache_status=CacheType.SEMANTIC,
    cache_age=3600,
    cache_force_refresh=True,
    trace_id="tagging",
    metadata={"_user": "ada", "_environment": "test"},
    retry={"attempts": 5, "on_status_codes": [429]},
    model="gpt-3.5-turbo",
),

portkey.config = Config(
    mode="single",
    llms=llm,
)

for mail in ("Where is my parcel?", "Thank you!"):
    response = portkey.ChatCompletions.create(
        messages=[{"role": "user", "content": f"Tag this: {mail}"}],
        presence_penalty=1,
        user="ada",
    )
    print(mail, "->", response.choices[0].get("message")["content"])
