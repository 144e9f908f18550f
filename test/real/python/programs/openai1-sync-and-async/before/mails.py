import asyncio
import json
import os

from openai import AsyncOpenAI, OpenAI

client = OpenAI(
    api_key=os.environ["OPENAI_API_KEY"],  # defaults to os.environ.get("OPENAI_API_KEY")
    base_url="https://api.portkey.ai/v1/proxy",
    default_headers={
        "x-portkey-api-key": os.environ["PORTKEY_API_KEY"],
        "x-portkey-mode": "proxy openai",
        "Content-Type": "application/json",
    },
)

slow = AsyncOpenAI(
    base_url="https://api.portkey.ai/v1/proxy",
    default_headers={
        "x-portkey-api-key": os.environ["PORTKEY_API_KEY"],
        "x-portkey-mode": "proxy openai",
        "x-portkey-trace-id": "mails",
        "x-portkey-metadata": json.dumps({"_user": "ada"}),
        "x-portkey-cache": "semantic",
        "Cache-Control": "max-age:3600",
        "x-portkey-retry-count": "3",
    },
)


async def stream():
    chunks = await slow.chat.completions.create(
        model="gpt-4",
        messages=[{"role": "user", "content": "Say this is a test"}],
        stream=True,
    )
    async for chunk in chunks:
        print(chunk.choices[0].delta.content or "", end="")
    print()


chat_complete = client.chat.completions.create(
    model="gpt-4",
    messages=[{"role": "user", "content": "Say this is a test"}],
)
print(chat_complete.choices[0].message.content)
print(len(client.embeddings.create(model="text-embedding-ada-002", input=["a", "b"]).data))
asyncio.run(stream())
