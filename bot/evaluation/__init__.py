"""How well the bot does: accuracy on question sets, calibration, speed."""
