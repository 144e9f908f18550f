import logging
import os
from typing import List, Optional

try:
    from portkey_ai import Portkey
except ImportError:
    raise SystemExit("pip install portkey-ai")

logger = logging.getLogger(__name__)


class RecipeService:
    def __init__(self, api_key: Optional[str] = None, model: str = "gpt-4") -> None:
        self.client = Portkey(
            api_key=api_key or os.environ["PORTKEY_API_KEY"],
            config={
                "strategy": {"mode": "single"},
                "targets": [
                    {
                        "provider": "openai",
                        "api_key": os.environ.get("OPENAI_API_KEY"),  # from the environment
                        "override_params": {"model": model, "temperature": 0.5},
                    }
                ],
            },
            trace_id="recipes",
        )

    def suggest(self, ingredients: List[str]) -> str:
        """Suggests a recipe. Ümlauts welcome 🍲."""
        answer = self.client.chat.completions.create(
            messages=[
                {"role": "system", "content": "You are a cook."},
                {"role": "user", "content": ", ".join(ingredients)},
            ]
        )
        logger.info("tokens: %s", answer.usage.total_tokens)
        return answer.choices[0].message.content


if __name__ == "__main__":
    print(RecipeService().suggest(["leek", "crème fraîche"]))
