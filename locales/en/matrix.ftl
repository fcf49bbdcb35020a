### What the bot says on Matrix by itself.

matrix-shared = Others can read along here. For your tickets I’m opening a new chat, just for the two of us.
