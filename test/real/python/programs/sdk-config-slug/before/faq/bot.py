import portkey


class FaqBot:
	"""Answers questions with the config that is saved in the dashboard."""

	def __init__(self, slug: str = "pc-faq-bo-1b2c3d") -> None:
		portkey.config = slug
		self.client = portkey
		self.history: list = []

	def ask(self, question: str) -> str:
		self.history.append({"role": "user", "content": question})
		response = self.client.ChatCompletions.create(messages=self.history, model="gpt-4")
		message = response.choices[0].message
		self.history.append({"role": message["role"], "content": message["content"]})
		return message["content"]
