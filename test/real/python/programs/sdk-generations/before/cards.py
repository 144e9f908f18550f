import portkey
from portkey import Config, LLMOptions

portkey.config = Config(
    mode="single",
    llms=LLMOptions(provider="openai", virtual_key="openai-main"),
)


def card(topic, tone="friendly"):
    return portkey.Generations.create(
        prompt_id="pp-cards-4f1e2d",
        variables={"topic": topic, "tone": tone},
    )


generated = card("bicycles")
print(generated.data["choices"][0]["message"]["content"])
print(generated.data.get("usage")["total_tokens"] > 0)

title = portkey.Generations.create(prompt_id="pp-title-77aa01", variables={"topic": "a", "words": 3}).data
print(title["choices"][0]["message"]["content"], len(title["choices"]))

listing = portkey.Generations.create(prompt_id="pp-list-0c9d8e", variables={"topic": "b"})
for choice in listing.data["choices"]:
    print(choice["index"], choice["message"]["role"])
