import asyncio
import json
import os
import urllib.request

import aiohttp

HOST = "https://api.portkey.ai"


async def ask(session, question):
    async with session.post(
        HOST + "/v1/chat/completions",
        headers={
            "Authorization": "Bearer " + os.environ["OPENAI_API_KEY"],
            "x-portkey-api-key": os.environ["PORTKEY_API_KEY"],
            "x-portkey-provider": "openai",
        },
        json={"model": "gpt-4", "messages": [{"role": "user", "content": question}]},
    ) as response:
        data = await response.json()
        return data["choices"][0]["message"]["content"]


async def main():
    async with aiohttp.ClientSession() as session:
        print(*await asyncio.gather(ask(session, "One?")))


def complete(prompt):
    request = urllib.request.Request(
        "%s/v1/completions" % HOST,
        data=json.dumps({"model": "text-davinci-003", "prompt": prompt}).encode(),
        headers={
            "x-portkey-api-key": os.environ["PORTKEY_API_KEY"],
            "Content-Type": "application/json",
            "x-portkey-provider": "openai",
            "Authorization": f'Bearer {os.environ["OPENAI_API_KEY"]}',
        },
        method="POST",
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)["choices"][0]["text"]


asyncio.run(main())
print(complete("Two!"))
