import os
import sys
import portkey as pk
from portkey import Config, LLMOptions

pk.api_key = os.environ.get("PORTKEY_API_KEY")
pk.config = Config(mode="single", llms=[LLMOptions(provider="openai", api_key=os.environ.get("OPENAI_API_KEY"))])


def words(topic):
    stream = pk.ChatCompletions.create(
        model="gpt-3.5-turbo",
        messages=[{"role": "user", "content": topic}],
        stream=True,
    )
    for chunk in stream:
        content = chunk.choices[0].delta.get("content", "")
        if content:
            yield content


print("".join(words("boats")))

for event in pk.ChatCompletions.create(model="gpt-4", messages=[{"role": "user", "content": "again"}], stream=True):
    delta = event["choices"][0]["delta"]
    if delta.get("content") is not None:
        sys.stdout.write(delta["content"])
print()

text = ""
for part in pk.Completions.create(model="text-davinci-003", prompt="Once", stream=True):
    text += part.choices[0]["text"] or ""
print(text)
