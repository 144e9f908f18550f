"""Everything that is set up once."""

import os

import portkey
from portkey import Config, LLMOptions, Modes

DEBUG = os.getenv("DEBUG") == "1"

LLMS = [
    LLMOptions(provider="openai", virtual_key="openai-main", weight=1),
    LLMOptions(provider="azure-openai", virtual_key="azure-eu", weight=3),
]

portkey.api_key = os.environ["PORTKEY_API_KEY"]
portkey.config = Config(mode=Modes.AB_TEST, llms=LLMS)
