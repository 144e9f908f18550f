import os

from portkey_ai import Portkey

portkey = Portkey(
    api_key=os.environ["PORTKEY_API_KEY"],
    virtual_key="open-ai-key-1c4f2a",
)


def ask(question):
    """One question, one answer."""
    response = portkey.chat.completions.create(
        model="gpt-4",
        messages=[
            {"role": "system", "content": "You are terse."},
            {"role": "user", "content": question},
        ],
        temperature=0.2,
        max_tokens=250,
    )
    return response.choices[0].message.content


print(ask("What is a codemod?"))
print(ask("Qu’est-ce que c’est ?"))

answer = portkey.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": "Again"}])
print(answer.choices[0].message.role, answer.choices[0].finish_reason, answer.usage.total_tokens > 0)
