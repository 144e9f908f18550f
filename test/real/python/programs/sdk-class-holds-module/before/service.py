import logging
import os
from typing import List, Optional

try:
    import portkey
    from portkey import Config, LLMOptions, Message
except ImportError:
    raise SystemExit("pip install portkey-ai")

logger = logging.getLogger(__name__)


class RecipeService:
    def __init__(self, api_key: Optional[str] = None, model: str = "gpt-4") -> None:
        self.client = portkey
        self.client.api_key = api_key or os.environ["PORTKEY_API_KEY"]
        self.client.config = Config(
            mode="single",
            llms=[
                LLMOptions(
                    provider="openai",
                    api_key=None,  # from the environment
                    model=model,
                    temperature=0.5,
                    trace_id="recipes",
                )
            ],
        )

    def suggest(self, ingredients: List[str]) -> str:
        """Suggests a recipe. Ümlauts welcome 🍲."""
        answer = self.client.ChatCompletions.create(
            messages=[
                Message(role="system", content="You are a cook."),
                Message(role="user", content=", ".join(ingredients)),
            ]
        )
        logger.info("tokens: %s", answer.usage["total_tokens"])
        return answer.choices[0].message["content"]


if __name__ == "__main__":
    print(RecipeService().suggest(["leek", "crème fraîche"]))
