import asyncio
import os
import openai

openai.api_key = os.getenv("OPENAI_API_KEY")
openai.api_base = "https://api.portkey.ai/v1/proxy"


def digest(text):
    response = openai.ChatCompletion.create(
        model="gpt-3.5-turbo",
        messages=[
            {"role": "system", "content": "Summarize."},
            {"role": "user", "content": text},
        ],
        headers={
            "x-portkey-api-key": os.getenv("PORTKEY_API_KEY"),
            "x-portkey-mode": "proxy openai",
            "x-portkey-trace-id": "digest",
        },
    )
    return response["choices"][0]["message"]["content"]


def stream(text):
    for chunk in openai.ChatCompletion.create(
        model="gpt-3.5-turbo", messages=[{"role": "user", "content": text}], stream=True,
        headers={"x-portkey-api-key": os.getenv("PORTKEY_API_KEY"), "x-portkey-mode": "proxy openai"},
    ):
        yield chunk["choices"][0]["delta"].get("content", "")


async def embed(text):
    response = await openai.Embedding.acreate(
        model="text-embedding-ada-002",
        input=[text],
        headers={
            "x-portkey-api-key": os.getenv("PORTKEY_API_KEY"),
            "x-portkey-mode": "proxy openai",
            "x-portkey-cache-force-refresh": "True",
        },
    )
    return len(response["data"])


print(digest("A long text."))
print("".join(stream("Another text.")))
print(asyncio.run(embed("word")))
