"""Everything that is set up once."""

import os

from portkey_ai import Portkey

DEBUG = os.getenv("DEBUG") == "1"

LLMS = [
    {"virtual_key": "openai-main", "weight": 1},
    {"virtual_key": "azure-eu", "weight": 3},
]

portkey = Portkey(api_key=os.environ["PORTKEY_API_KEY"], config={
    "strategy": {"mode": "loadbalance"},
    "targets": LLMS,
})
