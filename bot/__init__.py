"""A Telegram bot that answers questions about China–Cuba relations from a curated, dated and sourced fact base."""
