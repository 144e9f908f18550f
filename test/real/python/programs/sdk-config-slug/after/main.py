from faq.bot import FaqBot

bot = FaqBot()
print(bot.ask("How do I return a parcel?"))
print(bot.ask("And who pays?"))
