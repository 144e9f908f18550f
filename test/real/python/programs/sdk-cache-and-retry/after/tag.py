from portkey_ai import Portkey

llm = {
    "virtual_key": "openai-mails",
    # caching
    "cache": {"mode": "semantic", "max_age": 3600},
    "retry": {"attempts": 5, "on_status_codes": [429]},
    "override_params": {"model": "gpt-3.5-turbo"},
},

portkey = Portkey(
    config={"strategy": {"mode": "single"}, "targets": llm},
    trace_id="tagging",
    metadata={"_user": "ada", "_environment": "test"},
    cache_force_refresh=True,
)

for mail in ("Where is my parcel?", "Thank you!"):
    response = portkey.chat.completions.create(
        messages=[{"role": "user", "content": f"Tag this: {mail}"}],
        presence_penalty=1,
        user="ada",
    )
    print(mail, "->", response.choices[0].message.content)
