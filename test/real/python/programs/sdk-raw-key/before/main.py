import os

import portkey
from portkey import Config, LLMOptions

portkey.config = Config(
    mode="single",
    llms=LLMOptions(provider="openai", api_key=os.environ["OPENAI_API_KEY"])
)

response = portkey.ChatCompletions.create(
    model="gpt-4", 
    messages=[
        {"role": "user","content": "Hello World!"}
    ]
)
print(response.choices[0].message["content"])

# the old models as well
completion = portkey.Completions.create(
    model='gpt-3.5-turbo-instruct', prompt='Once upon a time', stop=['\n'], n=1
)
print(completion.choices[0].text)
