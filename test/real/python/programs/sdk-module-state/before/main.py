import os

import portkey
from portkey import Config, LLMOptions

portkey.api_key = os.environ["PORTKEY_API_KEY"]
portkey.config = Config(
    mode="single",
    llms=LLMOptions(provider="openai", virtual_key="open-ai-key-1c4f2a"),
)


def ask(question):
    """One question, one answer."""
    response = portkey.ChatCompletions.create(
        model="gpt-4",
        messages=[
            {"role": "system", "content": "You are terse."},
            {"role": "user", "content": question},
        ],
        temperature=0.2,
        max_tokens=250,
    )
    return response["choices"][0]["message"]["content"]


print(ask("What is a codemod?"))
print(ask("Qu’est-ce que c’est ?"))

answer = portkey.ChatCompletions.create(model="gpt-4", messages=[{"role": "user", "content": "Again"}])
print(answer.choices[0].message["role"], answer.choices[0]["finish_reason"], answer.usage["total_tokens"] > 0)
