"""The front door end to end: a running bot, polled over real HTTP from a strict fake Bot API server."""
