"""What is known: the schema of the fact base, its strict reader and its checks. Imports nothing else of bot/."""
