from os import environ

from openai import OpenAI
from portkey_ai import PORTKEY_GATEWAY_URL, createHeaders

RESOURCE = "contoso-eu"
DEPLOYMENT = "gpt-4-32k"

client = OpenAI(
    api_key=environ["AZURE_KEY"],
    base_url=PORTKEY_GATEWAY_URL,
    default_headers=createHeaders(
        api_key=environ["PORTKEY_API_KEY"],
        provider="azure-openai",
        azure_resource_name=RESOURCE,
        azure_deployment_id=DEPLOYMENT,
        azure_api_version="2023-07-01-preview",
    ),
)

completion = client.chat.completions.create(
    model="gpt-4",
    messages=[{"role": "user", "content": "Is this contract valid?"}],
    temperature=0,
)
print(completion.choices[0].message.content)
