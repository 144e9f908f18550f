"""Tries expressions one after the other and prints what each comes to, as one line of JSON; refusals are results as well."""

import asyncio
import json
import sys


async def collected(stream):
    return [chunk async for chunk in await stream]


def said(value):
    if isinstance(value, (str, int, float, bool, list, dict, type(None))):
        return value
    return repr(type(value).__name__)


def tried(expression, names):
    try:
        return {"value": said(eval(expression, names))}
    except Exception as error:
        message = getattr(error, "user_message", None) or str(error)
        status = getattr(error, "status_code", None) or getattr(error, "http_status", None)
        return {"error": type(error).__name__, "message": message, "status": status}


def words(chunks):
    """The text of a stream of chats, of whatever generation its chunks are."""
    return "".join(delta_of(chunk.choices[0]) for chunk in chunks if chunk.choices)


def delta_of(choice):
    delta = choice.delta
    return (delta.get("content") if isinstance(delta, dict) else delta.content) or ""


names = {"run": asyncio.run, "collected": collected, "words": words}
with open("setup.py", encoding="utf-8") as setup:
    exec(setup.read(), names)
with open("checks.json", encoding="utf-8") as checks:
    for expression in json.load(checks):
        print(json.dumps(tried(expression, names)))
        sys.stdout.flush()
