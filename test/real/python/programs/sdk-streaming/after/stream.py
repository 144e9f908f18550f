import os
import sys
from portkey_ai import Portkey

pk = Portkey(api_key=os.environ.get("PORTKEY_API_KEY"), provider="openai", Authorization=os.environ.get("OPENAI_API_KEY"))


def words(topic):
    stream = pk.chat.completions.create(
        model="gpt-3.5-turbo",
        messages=[{"role": "user", "content": topic}],
        stream=True,
    )
    for chunk in stream:
        content = chunk.choices[0].delta.content or ""
        if content:
            yield content


print("".join(words("boats")))

for event in pk.chat.completions.create(model="gpt-4", messages=[{"role": "user", "content": "again"}], stream=True):
    delta = event.choices[0].delta
    if delta.content is not None:
        sys.stdout.write(delta.content)
print()

text = ""
for part in pk.completions.create(model="text-davinci-003", prompt="Once", stream=True):
    text += part.choices[0].text or ""
print(text)
