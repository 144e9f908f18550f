import asyncio
import os
import openai
from portkey_ai import PORTKEY_GATEWAY_URL, createHeaders

openai.api_key = os.getenv("OPENAI_API_KEY")
openai.api_base = PORTKEY_GATEWAY_URL


def digest(text):
    response = openai.ChatCompletion.create(
        model="gpt-3.5-turbo",
        messages=[
            {"role": "system", "content": "Summarize."},
            {"role": "user", "content": text},
        ],
        headers=createHeaders(
            api_key=os.getenv("PORTKEY_API_KEY"),
            provider="openai",
            trace_id="digest",
        ),
    )
    return response["choices"][0]["message"]["content"]


def stream(text):
    for chunk in openai.ChatCompletion.create(
        model="gpt-3.5-turbo", messages=[{"role": "user", "content": text}], stream=True,
        headers=createHeaders(api_key=os.getenv("PORTKEY_API_KEY"), provider="openai"),
    ):
        yield chunk["choices"][0]["delta"].get("content", "")


async def embed(text):
    response = await openai.Embedding.acreate(
        model="text-embedding-ada-002",
        input=[text],
        headers=createHeaders(
            api_key=os.getenv("PORTKEY_API_KEY"),
            provider="openai",
            cache_force_refresh="True",
        ),
    )
    return len(response["data"])


print(digest("A long text."))
print("".join(stream("Another text.")))
print(asyncio.run(embed("word")))
