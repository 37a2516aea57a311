"""Which facts a question is about. Knows nothing of Telegram, of chats or of sentences to say."""
