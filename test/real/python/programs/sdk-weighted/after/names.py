"""Names for boats, from two models."""
from portkey_ai import Portkey

PROMPT = "A name for a {}."

llm_a = {"virtual_key": "openai-main", "override_params": {"model": "gpt-4"}, "weight": 0.25}
llm_b = {
    "virtual_key": "cohere-trial",  # until the end of the year
    "override_params": {"model": "command-nightly", "max_tokens": 60},
    "weight": 0.75,
}

pk = Portkey(config={
    "strategy": {"mode": "loadbalance"},
    "targets": [llm_a, llm_b],
})


def name(thing: str) -> str:
    response = pk.chat.completions.create(
        messages=[{"role": "user", "content": PROMPT.format(thing)}]
    )
    return response.choices[0].message.content


if __name__ == "__main__":
    print(bool(name("boat")))
