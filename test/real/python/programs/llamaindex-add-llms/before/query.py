import os

import portkey as pk
from llama_index.llms import ChatMessage, Portkey

llm = Portkey(mode="fallback", api_key=os.environ["PORTKEY_API_KEY"])

gpt = pk.LLMOptions(
    provider="openai",
    model="gpt-4",
    temperature=0.5,
    virtual_key="openai-main",
)
claude = pk.LLMOptions(
    provider="anthropic",
    model="claude-2",
    temperature=0.5,
    virtual_key="anthropic-1",
)
llm.add_llms(llm_params=[gpt, claude])

messages = [
    ChatMessage(role="system", content="You are a helpful assistant"),
    ChatMessage(role="user", content="What can you do?"),
]

for part in llm.stream_chat(messages):
    print(part.delta, end="")
print()
