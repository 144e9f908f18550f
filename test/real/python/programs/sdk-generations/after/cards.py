from portkey_ai import Portkey

portkey = Portkey(
    virtual_key="openai-main",
)


def card(topic, tone="friendly"):
    return portkey.prompts.completions.create(
        prompt_id="pp-cards-4f1e2d",
        variables={"topic": topic, "tone": tone},
    )


generated = card("bicycles")
print(generated.choices[0].message.content)
print(generated.usage.total_tokens > 0)

title = portkey.prompts.completions.create(prompt_id="pp-title-77aa01", variables={"topic": "a", "words": 3})
print(title.choices[0].message.content, len(title.choices))

listing = portkey.prompts.completions.create(prompt_id="pp-list-0c9d8e", variables={"topic": "b"})
for choice in listing.choices:
    print(choice.index, choice.message.role)
