from os import environ

from openai import OpenAI

RESOURCE = "contoso-eu"
DEPLOYMENT = "gpt-4-32k"

client = OpenAI(
    api_key=environ["AZURE_KEY"],
    base_url=f"https://api.portkey.ai/v1/proxy/{RESOURCE}.openai.azure.com/openai/deployments/{DEPLOYMENT}",
    default_query={"api-version": "2023-07-01-preview"},
    default_headers={
        "api-key": environ["AZURE_KEY"],
        "x-portkey-api-key": environ["PORTKEY_API_KEY"],
        "x-portkey-mode": "proxy azure-openai",
    },
)

completion = client.chat.completions.create(
    model="gpt-4",
    messages=[{"role": "user", "content": "Is this contract valid?"}],
    temperature=0,
)
print(completion.choices[0].message.content)
