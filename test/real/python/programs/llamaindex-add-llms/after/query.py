import os

from portkey_ai import PORTKEY_GATEWAY_URL, createHeaders
from llama_index.llms import ChatMessage, OpenAI

gpt = {
    "override_params": {"model": "gpt-4", "temperature": 0.5},
    "virtual_key": "openai-main",
}
claude = {
    "override_params": {"model": "claude-2", "temperature": 0.5},
    "virtual_key": "anthropic-1",
}
llm = OpenAI(
    model="gpt-4",
    temperature=0.5,
    api_key="none",
    api_base=PORTKEY_GATEWAY_URL,
    default_headers=createHeaders(api_key=os.environ["PORTKEY_API_KEY"], config={
        "strategy": {"mode": "fallback"},
        "targets": [gpt, claude],
    }),
)

messages = [
    ChatMessage(role="system", content="You are a helpful assistant"),
    ChatMessage(role="user", content="What can you do?"),
]

for part in llm.stream_chat(messages):
    print(part.delta, end="")
print()
