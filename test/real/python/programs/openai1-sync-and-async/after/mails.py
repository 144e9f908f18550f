import asyncio
import json
import os

from openai import AsyncOpenAI, OpenAI
from portkey_ai import PORTKEY_GATEWAY_URL, createHeaders

client = OpenAI(
    api_key=os.environ["OPENAI_API_KEY"],  # defaults to os.environ.get("OPENAI_API_KEY")
    base_url=PORTKEY_GATEWAY_URL,
    default_headers={
        **createHeaders(api_key=os.environ["PORTKEY_API_KEY"], provider="openai"),
        "Content-Type": "application/json",
    },
)

slow = AsyncOpenAI(
    base_url=PORTKEY_GATEWAY_URL,
    default_headers=createHeaders(
        api_key=os.environ["PORTKEY_API_KEY"],
        provider="openai",
        trace_id="mails",
        metadata={"_user": "ada"},
        config={"cache": {"mode": "semantic", "max_age": 3600}, "retry": {"attempts": 3}},
    ),
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
