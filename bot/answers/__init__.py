"""What to say: from a decision to the parts of an answer, and from these to Telegram HTML or the terminal."""
