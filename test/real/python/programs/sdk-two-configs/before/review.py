import os
import portkey
from portkey import Config, LLMOptions

portkey.api_key = os.environ["PORTKEY_API_KEY"]

portkey.config = Config(
    mode="single",
    llms=LLMOptions(provider="openai", api_key=os.environ["OPENAI_API_KEY"]),
)

draft = portkey.ChatCompletions.create(
    model="gpt-3.5-turbo", messages=[{"role": "user", "content": "Draft a review."}]
)
print(draft.choices[0].message["content"])

# The second opinion costs more.
checked = portkey.ChatCompletions.create(
    messages=[{"role": "user", "content": "Check this review."}],
    config=Config(
        mode="single",
        llms=LLMOptions(provider="openai", api_key=os.environ["OPENAI_API_KEY_2"], model="gpt-4"),
    ),
)
print(checked.choices[0].message["content"])

portkey.config = Config(
    mode="single",
    llms=LLMOptions(provider="anthropic", api_key=os.environ["ANTHROPIC_API_KEY"]),
)
final = portkey.ChatCompletions.create(
    model="claude-2", max_tokens=100, messages=[{"role": "user", "content": "Final words."}]
)
print(bool(final.choices))
