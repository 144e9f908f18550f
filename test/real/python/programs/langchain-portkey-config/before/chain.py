import os

from langchain.chat_models import ChatOpenAI
from langchain.llms import OpenAI
from langchain.schema import HumanMessage
from langchain.utilities import Portkey

headers = Portkey.Config(
    api_key=os.environ["PORTKEY_API_KEY"],
    trace_id="chain-1",
    environment="production",
    user="ada",
    cache="semantic",
    cache_age=3600,
    retry_count=3,
)

llm = OpenAI(temperature=0.9, headers=headers)
print(llm.predict("What is a good name for a boat?"))

chat = ChatOpenAI(
    model_name="gpt-4",
    headers=Portkey.Config(api_key=os.environ["PORTKEY_API_KEY"], cache_force_refresh="True"),
)
print(chat([HumanMessage(content="And for a quay?")]).content)
