from newsroom import settings


def teaser(text: str) -> str:
    import portkey

    if settings.DEBUG:
        print("asking for a teaser")
    response = portkey.ChatCompletions.create(
        model="gpt-4", messages=[{"role": "user", "content": f"A teaser for: {text}"}]
    )
    return response.choices[0].message["content"]
