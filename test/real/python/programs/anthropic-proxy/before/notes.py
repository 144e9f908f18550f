import os
from anthropic import Anthropic

anthropic = Anthropic(
    api_key=os.environ["ANTHROPIC_API_KEY"],
    base_url="https://api.portkey.ai/v1/proxy",
    default_headers={
        "x-portkey-api-key": os.environ["PORTKEY_API_KEY"],
        "x-portkey-mode": "proxy anthropic",
    },
)

message = anthropic.beta.messages.create(
    model="claude-2.1",
    max_tokens=100,
    messages=[{"role": "user", "content": "Take a note."}],
)
print(type(message).__name__)
