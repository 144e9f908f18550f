import asyncio
import json
import os

import httpx

API_KEY = os.environ["PORTKEY_API_KEY"]


async def run_prompt(client: httpx.AsyncClient, prompt_id: str, **variables):
    response = await client.post(
        f"https://api.portkey.ai/v1/prompts/{prompt_id}/completions",
        headers={"x-portkey-api-key": API_KEY},
        json={"variables": variables},
    )
    return response.json()["choices"][0]["message"]["content"]


def vote(question):
    config = {
        "strategy": {"mode": "fallback"},
        "targets": [
            {"virtual_key": "openai-main", "override_params": {"model": "gpt-4"}},
            {"virtual_key": "anthropic-1", "override_params": {"model": "claude-2"}},
        ],
        "retry": {"attempts": 2},
    }
    with httpx.Client(base_url="https://api.portkey.ai/v1", headers={"x-portkey-api-key": API_KEY}) as client:
        answer = client.post(
            "/completions",
            json={"prompt": question, "max_tokens": 5},
            headers={"x-portkey-config": json.dumps(config)},
        ).json()
    return answer["choices"][0]["text"]


async def main():
    async with httpx.AsyncClient() as client:
        print(await run_prompt(client, "pp-letter-10aa2b", name="Ümit", topic="rent"))
        print(await run_prompt(client, "pp-title-77aa01", topic="rent"))


asyncio.run(main())
print(vote("Is water wet? Answer yes or no."))
