from newsroom.headline import headline
from newsroom.teaser import teaser

print(bool(headline("The bridge opens.")))
print(bool(teaser("The bridge opens.")))
