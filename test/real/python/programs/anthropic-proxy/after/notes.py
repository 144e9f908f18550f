import os
from anthropic import Anthropic
from portkey_ai import createHeaders

anthropic = Anthropic(
    api_key=os.environ["ANTHROPIC_API_KEY"],
    base_url="https://api.portkey.ai",
    default_headers=createHeaders(
        api_key=os.environ["PORTKEY_API_KEY"],
        provider="anthropic",
    ),
)

message = anthropic.beta.messages.create(
    model="claude-2.1",
    max_tokens=100,
    messages=[{"role": "user", "content": "Take a note."}],
)
print(type(message).__name__)
