"""Names for boats, from two models."""
import portkey as pk
from portkey import Config, LLMOptions

PROMPT = "A name for a {}."

llm_a = LLMOptions(provider="openai", virtual_key="openai-main", model="gpt-4", weight=0.25)
llm_b = LLMOptions(
    provider="cohere",
    virtual_key="cohere-trial",  # until the end of the year
    model="command-nightly",
    max_tokens=60,
    weight=0.75,
)

pk.config = Config(mode="ab_test", llms=[llm_a, llm_b])


def name(thing: str) -> str:
    response = pk.ChatCompletions.create(
        messages=[{"role": "user", "content": PROMPT.format(thing)}]
    )
    return response.choices[0]["message"]["content"]


if __name__ == "__main__":
    print(bool(name("boat")))
