"""What people wrap a question in and that says nothing of it: "I wonder whether …", "me contaron que …", "听说…靠谱吗"."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Who says so does not go on from the question before.
NEW_SUBJECT = re.compile(
    r"\b(?:(?:something|sth) else|(?:ok |on a )?(?:different|another|new|other|unrelated) (?:thing|question|subject|topic)|"
    r"chang(?:e of|ing|ing the) (?:subject|topic)|by the way|btw|cambiando de tema|otra (?:cosa|pregunta)|"
    r"otro tema|por cierto|aparte)\b|换个(?:话题|问题)|另外问|另一个问题|另外一个问题|顺便问"
)
_ENGLISH = (
    r"\b(?:i|we) (?:d|would|ll) (?:really )?(?:like|love|be (?:curious|interested|glad|happy)) to "
    r"(?:know|learn|find out|understand|confirm|hear|ask|see|check)(?: about| if| whether)?\b",
    r"\b(?:i|we) (?:m|am|are|was|were) (?:just |now )?"
    r"(?:trying|wondering|looking|curious|interested|asking|told|reading|writing)"
    r"(?: (?:to (?:recall|find out|remember|find|understand|work out|figure out|learn)|about|if|whether|for|in|that))*\b",
    r"\b(?:i|we) (?:just |always |once |also |vaguely )?(?:wonder|wondered|need to know|want to know|"
    r"wanted to know|heard|read|"
    r"ve heard|ve read|ve seen|saw|came across|remember|recall|believe|think|thought|know|understand|gather|seem to remember)"
    r"(?: (?:that|about|if|whether|somewhere|of|a mention of|reading))*\b",
    r"\b(?:somebody|someone|people|they|everyone|everybody) "
    r"(?:(?:once |just )?told me|say|says|said|claims?|keeps? saying|reckons?)(?: that)?\b",
    r"\bsomewhere i (?:read|heard|saw)(?: that)?\b",
    r"\b(?:is|was) (?:that|it|this) (?:so|true|right|correct|real|accurate)(?: that)?\b",
    r"\b(?:any idea|do you (?:happen to )?know|does (?:anyone|anybody) know|(?:can|could) you tell me|true or false)\b",
    r"\b(?:(?:what|which ones|everything|all|anything) (?:do |have )?(?:you|u|ya) (?:have|got|know)(?: (?:on|about|of))?)\b",
    r"\b(?:or (?:not|no|what)|right|correct|isn t it|didn t (?:they|he|she|it))$",
)
_SPANISH = (
    r"\b(?:quisiera|querria|quiero|necesito|me gustaria|me interesa|me interesaria|estoy tratando de|trato de) "
    r"(?:saber|conocer|confirmar|entender|averiguar|comprobar|aclarar|recordar)(?: (?:si|de|sobre))?\b",
    r"\bme (?:pregunto|preguntaba|contaron|dijeron|comentaron|"
    r"han (?:dicho|contado|comentado)|dicen|cuentan|suena)(?: (?:que|si))?\b",
    r"\b(?:he (?:leido|oido|visto|escuchado)|lei|oi|escuche|vi|dicen|se dice|cuentan|segun dicen|tengo entendido|"
    r"creo|recuerdo)(?: (?:por ahi|en algun (?:lado|sitio)|alguna vez))? que\b",
    r"\b(?:es|sera|eso es) (?:eso )?(?:cierto|verdad|asi|correcto)(?: que)?\b",
    r"\b(?:alguien sabe|sabe alguien|saben|(?:me )?(?:podrias|puedes|pueden|podria) (?:decirme|decir|confirmar))(?: si)?\b",
    r"\b(?:que|cuales) (?:tienes|tienen|sabes|hay)(?: (?:de|sobre))?$",
    r"\b(?:o no|no|verdad|cierto|no es cierto|no es asi)$",
)
_CHINESE = (
    r"(?:我|大家|有人|听人|网上)?(?:听说|据说|都说|传说|说是)(?:过)?|有人(?:告诉我|跟我说|说)",
    r"(?:我|就)?(?:很|挺)?(?:想|要|需要)(?:了解|知道|问|确认|请教|打听|查)(?:一下|下|一查)?|想请教",
    r"(?:我)?(?:不知道|不知|不清楚|不确定|不太清楚)|我记得|我在读|我读到|看到有人说|据我所知",
    r"(?:这|这个|那个|此)?(?:说法|消息|传闻)?(?:靠谱|属实)[吗么]|真的假的|是真的[吗么]|是不是真的|对不对|对[吗吧]|是[吗吧]$|有(?:没有)?这回事[吗么]?|有没有这(?:回)?事",
)
_FRAMES = re.compile("|".join((NEW_SUBJECT.pattern, *_ENGLISH, *_SPANISH, *_CHINESE)))


def without_frame(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a question without such wrapping; all of them where nothing else would be left."""
    kept = tuple(word for word in _FRAMES.sub(" ", " ".join(words)).split() if word)
    return kept or tuple(words)
