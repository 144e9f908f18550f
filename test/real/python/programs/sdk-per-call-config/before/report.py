import os

import portkey
from portkey import Config, LLMOptions

portkey.api_key = os.environ["PORTKEY_API_KEY"]

cheap = Config(
    mode="single",
    llms=LLMOptions(provider="openai", virtual_key="openai-recipes", model="gpt-3.5-turbo"),
)
careful = Config(
    mode="fallback",
    llms=[
        LLMOptions(provider="openai", virtual_key="openai-main", model="gpt-4"),
        LLMOptions(provider="anthropic", virtual_key="anthropic-1", model="claude-2"),
    ],
)


def ask(question, config=cheap):
    response = portkey.ChatCompletions.create(
        config=config,
        messages=[{"role": "user", "content": question}],
    )
    return response.choices[0].message["content"]


print(ask("Summarize the week."))
print(ask("Check the figures.", config=careful))

saved = portkey.ChatCompletions.create(
    messages=[{"role": "user", "content": "Goodbye"}], config="pc-moder-5566aa", max_tokens=5
)
print(saved.choices[0].message["content"])
