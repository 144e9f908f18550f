import os
from portkey_ai import Portkey

portkey = Portkey(
    api_key=os.environ["PORTKEY_API_KEY"],
    provider="openai",
    Authorization=os.environ["OPENAI_API_KEY"],
)

draft = portkey.chat.completions.create(
    model="gpt-3.5-turbo", messages=[{"role": "user", "content": "Draft a review."}]
)
print(draft.choices[0].message.content)

# The second opinion costs more.
checked = portkey.with_options(config={
    "strategy": {"mode": "single"},
    "targets": [{"provider": "openai", "api_key": os.environ["OPENAI_API_KEY_2"], "override_params": {"model": "gpt-4"}}],
}).chat.completions.create(
    messages=[{"role": "user", "content": "Check this review."}],
)
print(checked.choices[0].message.content)

portkey = Portkey(
    api_key=os.environ["PORTKEY_API_KEY"],
    provider="anthropic",
    Authorization=os.environ["ANTHROPIC_API_KEY"],
)
final = portkey.chat.completions.create(
    model="claude-2", max_tokens=100, messages=[{"role": "user", "content": "Final words."}]
)
print(bool(final.choices))
