"""The front door: updates from Telegram in, messages out. Decides when to speak, never what is true."""
