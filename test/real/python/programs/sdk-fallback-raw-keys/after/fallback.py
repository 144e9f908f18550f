import os
from portkey_ai import Portkey


def configure():
    global portkey
    portkey = Portkey(
        api_key=os.getenv("PORTKEY_API_KEY"),
        config={
            "strategy": {"mode": "fallback"},
            "targets": [
                {
                    "provider": "openai",
                    "api_key": os.getenv("OPENAI_API_KEY"),
                    "override_params": {"model": "gpt-4", "temperature": 0.9},
                    "retry": {"attempts": 3, "on_status_codes": [429, 500]},
                },
                {
                    "provider": "anthropic",
                    "api_key": os.getenv("ANTHROPIC_API_KEY"),
                    "override_params": {"model": "claude-2", "max_tokens": 100},
                },
            ],
        },
    )


def main():
    configure()
    messages = [
        {"role": "system", "content": "Answer in one word."},
        {"role": "user", "content": "Is water wet?"},
    ]
    response = portkey.chat.completions.create(messages=messages)
    message = response.choices[0].message
    print(message.role, message.content)


if __name__ == "__main__":
    main()
