import os

import requests

BASE_URL = "https://api.portkey.ai/v1"
HEADERS = {
    "x-portkey-api-key": os.environ["PORTKEY_API_KEY"],
    "Content-Type": "application/json",
}


def chat(messages):
    """A saved prompt would be nicer, but this has to work today."""
    response = requests.post(
        f"{BASE_URL}/chat/completions",
        headers={
            "x-portkey-api-key": os.environ["PORTKEY_API_KEY"],
            "x-portkey-trace-id": "edge",
            "x-portkey-provider": "openai",
            "Authorization": f'Bearer {os.environ["OPENAI_API_KEY"]}',
        },
        json={
            "model": "gpt-3.5-turbo",
            "messages": messages,
            "temperature": 0.3,
        },
    )
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


def embed(words):
    response = requests.post(
        BASE_URL + "/embeddings",
        headers={**HEADERS, "x-portkey-virtual-key": "openai-search"},
        json={"model": "text-embedding-ada-002", "input": words},
    )
    return [row["embedding"] for row in response.json()["data"]]


print(chat([{"role": "user", "content": "Good morning"}]))
print(len(embed(["quay", "pier"])))
