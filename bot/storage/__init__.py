"""What is remembered between messages and restarts."""
