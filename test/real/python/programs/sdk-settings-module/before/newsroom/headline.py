import portkey

from . import settings  # noqa: F401


def headline(text: str) -> str:
    response = portkey.ChatCompletions.create(
        model="gpt-4",
        messages=[{"role": "user", "content": f"A headline for: {text}"}],
    )
    return response["choices"][0]["message"]["content"]
