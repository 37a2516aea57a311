"""Words that tell how a question is meant: its language, what it asks for, small talk, follow-ups. Folded, per language."""

from __future__ import annotations

import re
from typing import Literal

_ENGLISH = (
    "the a an of to in on at for by with from is are was were be been did does do has have had who what when where why how "
    "which whose that this these those and or not it its they them he she his her their there any some about as than then "
    "ever first many much long just only also can could would will shall should tell me you your my we i s t whats wheres "
    "ok so if but after before during between into out up still yet all please know thing really got get gave give went"
)
_SPANISH = (
    "el la los las un una unos unas de del al a en por para con sin sobre entre desde hasta es son fue fueron era eran ser "
    "sido ha han habia hubo hay quien quienes que cual cuales cuando cuanto cuanta cuantos cuantas donde como y o u ni no si "
    "se su sus lo le les me te nos mi tu esto eso este esta ese esa aquel ya mas muy tambien porque pero cuyo dime sabes algo "
    "alguien primera primer primero q pq hizo hacen hace tiene tenia estuvo paso dijo dio"
)
STOP_WORDS = {"en": frozenset(_ENGLISH.split()), "es": frozenset(_SPANISH.split())}

SPANISH_LETTERS = re.compile(r"[¿¡ñáéíóúü]", re.IGNORECASE)


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


LIST = _any(
    r"\b(?:list|lists|all the|all (?:of )?(?:chinese|cuban|visits|declarations|donations|agreements)|every|everything|"
    r"which (?:chinese |cuban )?(?:\w+ )?(?:presidents|leaders|premiers|ambassadors|visits|agreements|declarations|ministers|"
    r"companies|firms|projects|donations|loans|generals|parks|facts|events)|how many times|how often|each time|"
    r"what (?:\w+ ){0,2}(?:companies|firms|ventures|agreements|projects|donations|loans|visits|meetings|flights|courses|books|films)|"
    r"which ones|steps|stages|milestones|one by one|overview|timeline|chronology|history of|(?:main|key|big|major) events|"
    r"over the (?:years|yrs)|step by step|the steps|in order|blow by blow|from (?:the )?(?:first|start|beginning)|all of them|the lot|what (?:do|have) you (?:have|got)|what happened|"
    r"all (?:the )?(?:\w+ ){0,2}(?:entries|names|dates|figures|numbers|cases|claims|meetings|deals|trips)|(?:year|month) by (?:year|month)|"
    r"(?:numbers|figures|meetings|calls|contacts|claims|talks|statements) (?:between|about|on|since|from)|dates and \w+|which (?:and|ones) (?:where|when|who)|the steps?|through the years)\b"
    r"|\b(?:lista|listado|todos los|todas las|todo lo|cada vez|cuantas veces|cronologia|historial|recuento|resumen|"
    r"(?:que|cuales) (?:\w+ )?(?:presidentes|lideres|visitas|embajadores|acuerdos|declaraciones|ministros|empresas|"
    r"donaciones|donativos|prestamos|creditos|proyectos|hechos)|que (?:paso|ocurrio|sucedio)|que (?:tienes|hay)|en que (?:cosas|asuntos)|"
    r"que (?:cosas|asuntos)|cuales (?:son|fueron|han sido)|hitos|pasos?(?: a paso)?|en orden|desde el principio|una por una|uno por uno|a lo largo|"
    r"(?:encuentros|reuniones|contactos|llamadas|declaraciones|denuncias) (?:entre|sobre|de)|ano (?:por|tras) ano|toda la|(?:donde|quien|que) y cuando|completas?|de \w+ para aca)\b"
    r"|哪些|哪几|列出|列举|列表|所有|全部|历次|历任|历届|几次|多少次|一览|盘点|大事记|年表|都有谁|有什么事|发生了什么|发生过什么|的(?:记录|事迹|往来)|梳理|汇总|"
    r"列一(?:列|下)|列个|数一数|大事|都(?:是|有)?谁|之类|等等|一共有过|历程|始末|来龙去脉|一步(?:一)?步|经过|从头|这些|那些(?!年)|谁(?:去|来|访|到)过|都[^，。？]{0,5}过(?:什么|啥|谁|哪)|"
    r"(?:做|干|说|签|办|建)了些(?:什么|啥)|那几[天次个]|各种|逐年|历年|方面的|(?:情况|合作|来往|交往|表态|言论|说法)$"
)
# Asks for one date or one amount: whoever asks so wants a fact and no list.
ONE_THING = _any(
    r"\b(?:when|what (?:year|date|day|month)|which (?:year|date|day|month)|how (?:much|long|big|far)|opening date)\b"
    r"|\b(?:cuando|que (?:ano|dia|fecha|mes)|en que (?:ano|fecha)|cuanto|cuanta|de que fecha)\b"
    r"|哪(?:一)?[年天月]|几[号月]|什么时候|何时|何年|多少|多久|多大"
)
LATEST = _any(
    r"\b(?:latest|most recent|newest|last|so far|up to now|currently|current|right now|nowadays|these days)\b"
    r"|\b(?:ultimo|ultima|ultimos|ultimas|mas reciente|mas recientes|actual|actualmente|hasta ahora)\b"
    r"|最近|最新|最后一次|上一次|目前|现任|迄今|至今|如今"
)
# Which of the two countries a question names, be it by a person or a place that everybody knows.
SIDES = {
    "china": _any(r"\b(?:chin\w+|prc|beijing|pekin\w*|peking|sino)\b|中|华|北京|京方"),
    "cuba": _any(r"\b(?:cub\w+|havan\w*|habana|isla|island|castros?|fidel|raul)\b|古|哈瓦那|卡斯特罗"),
}
NEGATION = _any(
    r"\b(?:not|never|no longer|didn t|didnt|wasn t|wasnt|isn t|hasn t|refuse[ds]?|refusal|without)\b"
    r"|\b(?:no|nunca|jamas|tampoco|nego|sin)\b|从未|没有|没|不是|并非|拒绝|未曾"
)
# What is asked for: a reason, a person, an amount, a place, a time.
WHY = _any(
    r"\b(?:why|how come|what (?:reason|excuse|argument|made)|(?:reason|excuse|argument)s?|por ?que|xq|motivos?|razon(?:es)?|argumentos?|"
    r"pretexto)\b|为什么|为何|为啥|怎么会|原因|理由|借口|凭什么"
)
WHO = _any(r"\b(?:who|whom|whose|who s|whos|quien|quienes)\b|谁|哪位|何人|哪个人")
AMOUNT = _any(
    r"\b(?:how (?:many|much|big|large|long)|what (?:share|percentage|percent|amount|sum|price)|cuant[oa]s?|que (?:cantidad|porcentaje|monto|suma))\b"
    r"|多少|几(?![月号年日时])|多大|多久|百分之几"
)
WHERE = _any(
    r"\b(?:where|which (?:city|port|hospital|hotel|province)|donde|en que (?:ciudad|puerto|hospital|hotel|provincia))\b|哪里|哪儿|何地|在哪|什么地方|哪个(?:港口|城市|医院|省)"
)
WHEN = _any(
    r"\b(?:when|what (?:year|date|day|month)|which (?:year|date|day|month)|cuando|que (?:ano|dia|fecha|mes))\b"
    r"|哪(?:一)?[年天月日]|几[号月]|什么时候|何时|何年|啥时候"
)
# Any of these, or what, which, how: who asks so takes the rest of the sentence for granted.
WHICH = _any(r"\b(?:what|which|how|q|que|cual(?:es)?|como)\b|什么|啥|哪|怎|如何")
# The thing that is asked for: "which hotel", "en qué frecuencia", 哪个部.
ASKED_THING = _any(
    r"\b(?:which|what|whose|que|cual(?:es)?)\s+(?:(?:of|de)\s+(?:the|its|his|her|their|los|las|sus?)\s+)?(?P<thing>[a-z]\w*(?:\s+[a-z]\w*)?)"
    r"|(?:哪(?:一)?[个位家座艘所条次份篇本国种]?|什么|啥|何)(?P<zh>[\u4e00-\u9fff]{2,3})"
)
# Says that it was wholly so, always, or not at all.
ABSOLUTE = _any(
    r"\b(?:all|every|only|never|always|whole|entire(?:ly)?|complete(?:ly)?|fully|totally|both|none|nothing|nobody|for good|forever|ever since|alone|exclusively|"
    r"solo|solamente|unic[oa]|unicamente|nunca|jamas|siempre|tod[oa]s?|enter[oa]|por completo|completamente|totalmente|amb[oa]s|ningun[oa]?|nada|nadie|definitiv\w+)\b"
    r"|全部|所有|完全|全是|都是|从来|从不|一直|唯一|独自|独家|独资|只有|仅|一次都|一个都|彻底|永久|再也|没人|毫无"
)
# Something is stated, and then something about it is asked.
STATED = _any(
    r"^(?P<said>[^?¿？]{12,}?)(?:,|;|:| - | – |\.{2,}|\. )\s*(?:and |so |y |o sea |entonces )?(?:(?:in|on|at|by|from|to|for|with|under|en|a|de|por|con|para|desde|hasta|segun)\s+)?"
    r"(?:wh\w+|how|que|quien(?:es)?|cual(?:es)?|cuant[oa]s?|cuando|donde|como|por ?que)\b"
    r"|^(?P<zh>[^？?]{6,}?)[，,、；。][^，,]{0,8}?(?:谁|什么|啥|哪|几|多少|怎|为何|为什么|何时)"
)
# What says no more than that something happened between the two.
ANYTHING = _any(
    r"\b(?:events?|happen\w*|history|key|important|things?|stuff|relations?|facts?|dates?|chronolog\w+|timeline|list\w*|everything|anything|all|years?|two|both|countries|between|"
    r"china|cuba|chinese|cuban|sino|months?|quick|big|main|major|please|pls|hechos?|acontecimientos?|sucesos?|eventos?|paso|pasaron|ocurrio|ocurrieron|sucedio|hubo|historia|"
    r"relaciones|cosas|fechas?|cronologia|lista|todo|todos|dos|ambos|paises|anos?|meses|resumen|principales|chin[oa]s?|cuban[oa]s?)\b"
    r"|大事(?:记|件)?|事件|事情|有?(?:什么|啥|哪些)?事(?![故业务实])|发生|历史|年表|列表|列(?:一下|一列|出来?|个)|两国|双方|中国|古巴|中古|关系|都|之间|期间|所有|梳理|[年到至从]"
)
WHO_IS = _any(
    r"^(?:(?:who|what|wat|whats|whos)(?: s| is| are| was| were)?|tell me about|info(?:rmation)? (?:on|about))\s+(?:the |a |an )?(?P<name>.+?)$"
    r"|^(?:(?:quien(?:es)?|que(?: cosa)?|q(?: cosa)?) (?:es|fue|era|son|fueron)|hablame de|cuentame (?:de|sobre)|informacion sobre)\s+"
    r"(?:el |la |los |las |un |una )?(?P<name_es>.+?)$"
    r"|^(?:谁是|什么是|介绍一下|介绍|说说)(?P<name_zh>.+?)$|^(?P<name_zh2>.+?)(?:(?:这|那)(?:个)?(?:人|家伙|公司|机构|地方|单位)?(?:到底)?)?(?:是谁|是(?:个|家|种)?(?:什么|啥)(?:人|人物|地方|公司|机构|组织|团体|单位|来头|玩意|东西)?|是哪位|(?:是)?(?:干|做)(?:嘛|啥|什么)的|何许人也|是何方神圣|什么来头)$"
)
# Asks for yes or no.
POLAR = _any(
    r"(?:^|[.!?;,] ?)(?:did|do|does|is|are|was|were|has|have|had|can|could|will|would|isn|wasn|didn|weren|so|and) |\b(?:whether|if|true|right|correct)\b|\?$"
    r"|\b(?:es|sera) (?:cierto|verdad)|\bsi\b|吗|是不是|有没有|真的|是否|没有$"
)
# What may stand beside a name and asks nothing more of it.
TITLES = _any(
    r"(?:mr|mrs|dr|don|ambassador|minister|president|premier|general|company|firm|guy|person|dude|thing|again|exactly|embajadora?|ministr[oa]|"
    r"presidente|empresa|compania|senora?|tipo|exactamente)|大使|部长|总理|主席|总统|将军|先生|女士|公司|企业|机构|家伙|到底|这个|那个|这家|那家|一家|[家位个人呀啊干嘛做些谁来]"
)

GREETING = _any(
    r"^(?:hi|hello|hey|hiya|yo|good (?:morning|evening|afternoon|day)|greetings|hola|buenas|buenos dias|buenas (?:tardes|noches)|"
    r"que tal|saludos|你好|您好|哈喽|嗨|早上好|下午好|晚上好|在吗|大家好)(?:\s+(?:there|bot|all|everyone|friend|amigo|a todos|啊|呀))*$"
)
THANKS = _any(
    r"^(?:ok |great |cool |perfect |muchas |mil |many |好的?|非常)*(?:thanks|thank you|thx|ty|cheers|gracias|muchas gracias|"
    r"te lo agradezco|谢谢|多谢|感谢|谢了|谢啦)(?:\s*(?:a lot|so much|very much|bot|man|mate|tio|amigo|你|您|啦|了|！|!))*$"
)
GOODBYE = _any(
    r"^(?:bye|goodbye|bye bye|gn|gnight|nighty? night|cya|see (?:you|ya|u)(?: later| tomorrow| soon)?|ttyl|talk(?: to you)? (?:later|tomorrow|soon)|good night|adios|chao|chau|hasta (?:luego|pronto|manana)|nos vemos|再见|拜拜|晚安|回头见)"
    r"(?:\s+(?:bot|all|everyone|guys|todos))*$"
)
HELP = _any(
    r"^(?:help|help me|what can (?:you|u) (?:do|answer|tell me)|how (?:do|does) (?:you|this|it)(?: bot)? work|"
    r"what (?:can|should) i ask(?: you)?|what is this(?: bot)?|what do you (?:do|know)|ayuda|ayudame|auxilio|que (?:puedes|sabes) hacer(?: (?:tu|bot))?|(?:en que|como) (?:me )?(?:puedes )?ayud\w+|how can you help(?: me)?|what are you (?:for|good for|able to do)|"
    r"como (?:funcionas|funciona esto|te uso|se usa)|que puedo preguntar(?:te)?|"
    r"帮助|帮忙|(?:这个?|这东西|你)?(?:怎么|咋|如何)(?:使?用|玩)(?:啊|呀|呢|的|吗)?(?:这个?|这东西|你)?|你(?:都|还)?(?:会|能|可以|懂|知道)(?:做|干|回答|帮我?)?(?:些|点)?(?:什么|啥)(?:呀|啊|呢)?|你能做些什么|使用说明|可以问(?:你)?(?:什么|啥))$"
)
WHO_ARE_YOU = _any(
    r"^(?:(?:who|what) (?:are|r) (?:you|u)|(?:are|r) (?:you|u) (?:a |an )?(?:bot|robot|human|machine|ai|real|real person|person)(?: or .{2,20})?|who (?:made|built|runs) (?:you|u)|"
    r"what is your name|whats your name|(?:quien|que) eres(?: tu)?|eres (?:un |una )?(?:bot|robot|humano|persona|maquina|ia)(?: o .{2,20})?|"
    r"como te llamas|quien te (?:hizo|creo)|你是谁|你(?:到底)?是(?:个)?(?:机器人|人工智能|真人|人|ai|bot)(?:吗|么|呀|啊)?(?:还是.{1,8})?|你叫什么(?:名字)?|谁做的你)$"
)
PLEASANTRY = _any(
    r"^(?:(?:ha(?:ha)+|lol|lmao|ok|wow|oh|yeah) )*(?:ok|okay|k|cool|nice(?: one)?|great(?: stuff)?|good (?:bot|one|job|to know)|well done|awesome|lol|lmao|"
    r"ha(?:ha)+|wow|yeah|yep|sure|got it|i see|how are you(?: doing)?(?: today)?|"
    r"(?:oops |ops )?(?:sorry|my bad|wrong (?:chat|group))(?: \w+){0,4}|never ?mind|perdon(?:a|en)?(?: \w+){0,4}|(?:对不起|抱歉|不好意思|发错).{0,8}|"
    r"(?:(?:ja(?:ja)+|ok|vale|ah) )*(?:vale|(?:(?:es)?ta )?bien|genial|perfecto|buen bot|buena esa|ja(?:ja)+|que bueno|ya veo|entendido|claro)|como estas|que tal estas|muy bien|de nada|"
    r"好的?|不错|厉害|哈哈+|你好吗|真棒|嗯+|行|收到|明白了?)$"
)
# The same said at more length: whoever says so, names nothing and asks nothing, wants no fact.
SAID_AT_LENGTH: dict[Literal["thanks", "goodbye", "greeting"], re.Pattern[str]] = {
    "thanks": _any(
        r"\b(?:thanks|thank (?:you|u)|thx|tysm|ty|cheers|gracias|agradezco|agradecid[oa])\b|谢谢|多谢|感谢|谢了|谢啦"
    ),
    "goodbye": _any(
        r"\b(?:bye|goodbye|see (?:you|ya)|good night|adios|chao|chau|hasta (?:luego|pronto|manana)|nos vemos)(?: ?[,!.]|$)|再见|拜拜|晚安|回头见|下次(?:再)?聊"
    ),
    "greeting": _any(
        r"^(?:hi|hello|hey|hiya|hola|buenas|saludos|good (?:morning|evening|afternoon)|buenos dias|你好|您好|哈喽|嗨|大家好|早上好|晚上好|在吗)"
    ),
}
ASKING = _any(
    r"\b(?:who(?:m|se)?|what|when|where|why|which|how|quien(?:es)?|que|cuando|donde|cual(?:es)?|cuant[oa]s?|como|por ?que)\b|谁|什么|哪|几|多少|怎|为何|何时"
)

MORE_OF_SAME = _any(
    r"^(?:(?:and )?(?:the |your )?(?:sources?|source pls|source please|any source|links?|references?)(?: for that| please| pls)?|"
    r"(?:who|what|whats|whos|where)(?: s| is|s)? (?:the |your )?sources?(?: for (?:that|this|it))?|where (?:did you get|does) (?:that|this|it)(?: come from| from)?|says who|who says(?: so| that)?|how do you know|prove it|proof|"
    r"tell me more|more|more details?|details?|go on|expand|elaborate|and\?*|in (?:english|spanish|chinese)(?: please| pls| plz)?|"
    r"(?:y )?(?:las? |tus )?(?:fuentes?|referencias?|enlaces?)|de donde (?:sale|sacas|salio) (?:eso|esto)|quien lo dice|segun quien|como lo sabes|"
    r"(?:cuentame|dime|dame) mas(?: detalles)?|mas detalles|mas|sigue|(?:y )?en (?:espanol|ingles|chino)(?: por favor)?|"
    r"(?:来源|出处|源|资料来源|依据|根据|链接)(?:是什么|呢|在哪|是啥|哪来的)?|哪(?:里|儿)来的(?:消息|说法)?|谁说的|有(?:来源|出处|依据)吗|"
    r"多说(?:一)?(?:点|些)|详细(?:点|一点|说说)?|说详细点|继续|还有呢|(?:用|说)?(?:英文|英语|西班牙语|西语|中文)(?:说|呢|怎么说|再说一遍)?)$"
)
IN_LANGUAGE = {
    "en": _any(r"\bin english\b|\ben ingles\b|英文|英语"),
    "es": _any(r"\bin spanish\b|\ben espanol\b|西班牙语|西语"),
    "zh": _any(r"\bin chinese\b|\ben chino\b|中文"),
}
FOLLOW_UP_OPENING = _any(
    r"^(?:(?:and|what about|how about|but|so|then|ok and|or|y|e|pero|entonces|que hay de|que tal|o sea|ademas)\b|那|那么|还有|然后|可是|那就|接着|后来)"
)
FOLLOW_UP_ENDING = _any(r"(?:呢|then|too|though|tambien|tampoco|entonces|instead|afterwards?|despues|luego|后来)$")
DEICTIC = _any(
    r"\b(?:it|that|this|those|these|there|then|he|she|him|her|his|they|them|their|theirs|its|one|ones|the next|the other|same|"
    r"afterwards?|later|eso|esa|ese|esos|esas|esto|ahi|alli|alla|entonces|el|ella|ellos|ellas|le|lo|les|su|sus|despues|"
    r"luego|la siguiente|el siguiente|otro|otra|mismo|misma|antes)\b|那次|这次|那个|这个|那时|当时|他|她|它|其中|之后|后来|之前|对方|同|那年|上一|下一|反过来|那边"
)
PERSON = _any(r"\b(?:he|she|him|her|his|hers|ella)\b|[他她](?!们)")
# What comes before or after the fact just given, in time.
NEXT = _any(
    r"\b(?:what (?:came|happened|was) next|next one|the next|the one after|after that|afterwards?|later on|and later|(?:the )?(?:year|month|day)s? after|"
    r"following (?:year|month|day)|then what|luego|despues|mas tarde|(?:la|el) (?:siguiente|proxima|proximo)|al ano siguiente)\b"
    r"|之后|后来|接着|然后|下一[次个年]|第二年|次年|再后来"
)
PREVIOUS = _any(
    r"\b(?:before (?:that|this)|the one before|previous(?:ly)?|earlier|the (?:year|month|day) before|antes(?: de eso)?|"
    r"(?:la|el) anterior|previa|previo|un ano antes)\b|之前|以前|上一[次个年]|前一[次个年]|头一年"
)
YEAR_AFTER = _any(
    r"\b(?:(?:the |a )?(?:year (?:after|later)|next year|following year)|al ano siguiente)\b|第二年|次年|下一年"
)
YEAR_BEFORE = _any(
    r"\b(?:(?:the |a )?(?:year (?:before|earlier)|previous year)|el ano anterior)\b|前一年|上一年|头一年"
)
# So many years after, or before, the fact just given.
_SO_MANY = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
)
YEARS_LATER = _any(
    rf"\b(?P<number>{_SO_MANY}) (?:years? (?:later|after|on)|anos? (?:despues|mas tarde))\b|(?P<han>\d{{1,2}}|[一两三四五六七八九十])年(?:之|以)?后"
)
YEARS_EARLIER = _any(
    rf"\b(?P<number>{_SO_MANY}) (?:years? (?:earlier|before)|anos? (?:antes|atras))\b|(?P<han>\d{{1,2}}|[一两三四五六七八九十])年(?:之|以)?前"
)
REVERSED = _any(
    r"(?:the other way (?:a?round)?|vice versa|the reverse|the opposite|in return|conversely|al reves|a la inversa|viceversa|y al contrario|反过来|反之|倒过来|相反)"
)
