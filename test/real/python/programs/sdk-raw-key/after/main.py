import os

from portkey_ai import Portkey

portkey = Portkey(
    provider="openai",
    Authorization=os.environ["OPENAI_API_KEY"]
)

response = portkey.chat.completions.create(
    model="gpt-4", 
    messages=[
        {"role": "user","content": "Hello World!"}
    ]
)
print(response.choices[0].message.content)

# the old models as well
completion = portkey.completions.create(
    model='gpt-3.5-turbo-instruct', prompt='Once upon a time', stop=['\n'], n=1
)
print(completion.choices[0].text)
