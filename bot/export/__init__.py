"""The fact base for use elsewhere: JSON, CSV, bibliographies and a page to read.

Imports bot.facts and, of bot.answers, only dates and phrases.
"""

from bot.export.files import export

__all__ = ["export"]
