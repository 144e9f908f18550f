import os

from portkey_ai import Portkey

portkey = Portkey(api_key=os.environ["PORTKEY_API_KEY"])

cheap = {
    "strategy": {"mode": "single"},
    "targets": [{"virtual_key": "openai-recipes", "override_params": {"model": "gpt-3.5-turbo"}}],
}
careful = {
    "strategy": {"mode": "fallback"},
    "targets": [
        {"virtual_key": "openai-main", "override_params": {"model": "gpt-4"}},
        {"virtual_key": "anthropic-1", "override_params": {"model": "claude-2"}},
    ],
}


def ask(question, config=cheap):
    response = portkey.with_options(config=config).chat.completions.create(
        messages=[{"role": "user", "content": question}],
    )
    return response.choices[0].message.content


print(ask("Summarize the week."))
print(ask("Check the figures.", config=careful))

saved = portkey.with_options(config="pc-moder-5566aa").chat.completions.create(
    messages=[{"role": "user", "content": "Goodbye"}], max_tokens=5
)
print(saved.choices[0].message.content)
