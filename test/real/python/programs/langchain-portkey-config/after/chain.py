import os

from langchain.chat_models import ChatOpenAI
from langchain.llms import OpenAI
from langchain.schema import HumanMessage
from portkey_ai import PORTKEY_GATEWAY_URL, createHeaders

headers = createHeaders(
    api_key=os.environ["PORTKEY_API_KEY"],
    trace_id="chain-1",
    metadata={"_environment": "production", "_user": "ada"},
    config={"cache": {"mode": "semantic", "max_age": 3600}, "retry": {"attempts": 3}},
    provider="openai",
)

llm = OpenAI(temperature=0.9, headers=headers, openai_api_base=PORTKEY_GATEWAY_URL)
print(llm.predict("What is a good name for a boat?"))

chat = ChatOpenAI(
    model_name="gpt-4",
    headers=createHeaders(api_key=os.environ["PORTKEY_API_KEY"], cache_force_refresh="True", provider="openai"),
    openai_api_base=PORTKEY_GATEWAY_URL,
)
print(chat([HumanMessage(content="And for a quay?")]).content)
