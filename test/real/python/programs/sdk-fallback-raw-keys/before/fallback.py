import os
import portkey
from portkey import (
    Config,
    LLMOptions,
    Message,
    Modes,
    ProviderTypes,
    RetrySettings,
)


def configure():
    portkey.api_key = os.getenv("PORTKEY_API_KEY")
    portkey.config = Config(
        mode=Modes.FALLBACK,
        llms=[
            LLMOptions(
                provider=ProviderTypes.OPENAI,
                api_key=os.getenv("OPENAI_API_KEY"),
                model="gpt-4",
                temperature=0.9,
                retry=RetrySettings(attempts=3, on_status_codes=[429, 500]),
            ),
            LLMOptions(
                provider=ProviderTypes.ANTHROPIC,
                api_key=os.getenv("ANTHROPIC_API_KEY"),
                model="claude-2",
                max_tokens=100,
            ),
        ],
    )


def main():
    configure()
    messages = [
        Message(role="system", content="Answer in one word."),
        Message(role="user", content="Is water wet?"),
    ]
    response = portkey.ChatCompletions.create(messages=messages)
    message = response["choices"][0]["message"]
    print(message["role"], message["content"])


if __name__ == "__main__":
    main()
