"""Every sentence of the bot itself, in three languages; facts speak in their own words.

Placeholders stand in braces and are the same in the three languages (a test holds it). Where a number changes the
wording, the singular has the key with `_one`.
"""

from __future__ import annotations

from bot.answers.phrases_around import AROUND
from bot.answers.phrases_browsing import BROWSING
from bot.answers.phrases_looking import LOOKING
from bot.answers.phrases_manners import MANNERS
from bot.answers.phrases_menus import MENUS
from bot.answers.phrases_reloading import RELOADING
from bot.facts.model import Language

PHRASES: dict[str, dict[Language, str]] = {
    "status_reported": {
        "en": "Reported by {who}; not confirmed independently",
        "es": "Según {who}; sin confirmación independiente",
        "zh": "据{who}；未获独立证实",
    },
    "status_disputed": {
        "en": "Disputed; claimed by {who}",
        "es": "En disputa; lo afirma {who}",
        "zh": "存在争议；此说出自{who}",
    },
    "mark_reported": {"en": "reported", "es": "sin\u00a0confirmar", "zh": "有报道称"},
    "mark_disputed": {"en": "disputed", "es": "en disputa", "zh": "有争议"},
    "disagreement": {"en": "Where sources differ", "es": "Dónde discrepan las fuentes", "zh": "说法不一之处"},
    "correction": {"en": "Correction", "es": "Rectificación", "zh": "更正"},
    "corrected": {
        "en": "{who} has: {says} Rather: {correct}",
        "es": "{who} dice: {says} Más bien: {correct}",
        "zh": "{who}称：{says}实际上：{correct}",
    },
    "sources": {"en": "Sources", "es": "Fuentes", "zh": "来源"},
    "undated": {"en": "undated", "es": "sin fecha", "zh": "日期不详"},
    "choices": {
        "en": "I am not sure which one you mean:",
        "es": "No sé con certeza a cuál te refieres:",
        "zh": "不太确定您问的是哪一条：",
    },
    "one_choice": {"en": "Do you mean this one?", "es": "¿Te refieres a esta?", "zh": "您问的是这一条吗？"},
    "none_of_these": {"en": "None of these", "es": "Ninguna de estas", "zh": "都不是"},
    "not_this": {"en": "No, another one", "es": "No, otra", "zh": "不是这条"},
    "none_chosen": {
        "en": "Then I do not have it. Try other words, a name or a year.",
        "es": "Entonces no lo tengo. Prueba con otras palabras, un nombre o un año.",
        "zh": "那么目前没有收录。请换个说法，或加上人名、年份再试。",
    },
    "closest_time": {
        "en": "I have nothing for {time}. The nearest that I know:",
        "es": "No tengo nada de {time}. Lo más cercano que conozco:",
        "zh": "没有{time}的记录。已知最接近的是：",
    },
    "closest_name": {
        "en": "I have nothing that links {name} to this. The nearest that I know:",
        "es": "No tengo nada que relacione {name} con esto. Lo más cercano que conozco:",
        "zh": "没有{name}与此相关的记录。已知最接近的是：",
    },
    "closest_direction": {
        "en": "I know this only the other way round:",
        "es": "Solo conozco lo contrario, en la otra dirección:",
        "zh": "只有方向相反的记录：",
    },
    "closest_premise": {
        "en": "Your question takes something for granted that I cannot confirm. What I know:",
        "es": "Tu pregunta da por hecho algo que no puedo confirmar. Lo que sé:",
        "zh": "您的问题中有一点无法证实。已知的是：",
    },
    "decline": {
        "en": "I do not know. I answer only from a checked base of facts on China and Cuba, and found nothing that fits.",
        "es": "No lo sé. Respondo solo a partir de una base de hechos comprobados sobre China y Cuba, y no encontré nada que encaje.",
        "zh": "不知道。我只依据经过核对的中古关系资料库作答，没有找到相符的内容。",
    },
    "decline_near": {
        "en": "What I do know near by:",
        "es": "Lo más parecido que sí conozco:",
        "zh": "相近的内容有：",
    },
    "list_found": {
        "en": "{count} facts, oldest first:",
        "es": "{count} hechos, del más antiguo al más reciente:",
        "zh": "共{count}条，按时间排列：",
    },
    "list_found_one": {"en": "One fact:", "es": "Un hecho:", "zh": "共1条："},
    "list_more": {"en": "… and {count} more.", "es": "… y {count} más.", "zh": "……另有{count}条。"},
    "figure_missing": {
        "en": "{title}: no figure for {year}. There are figures for: {years}.",
        "es": "{title}: no hay cifra de {year}. Hay cifras de: {years}.",
        "zh": "{title}：没有{year}年的数字。现有年份：{years}。",
    },
    "figure_by": {
        "en": "{amount}, counted by {who}",
        "es": "{amount}, según {who}",
        "zh": "{amount}，统计方为{who}",
    },
    "greeting": {
        "en": "Hello! Ask me about China and Cuba: a year, a name, an event. For example: When did Cuba recognise Beijing?",
        "es": "¡Hola! Pregúntame sobre China y Cuba: un año, un nombre, un hecho. Por ejemplo: ¿Cuándo reconoció Cuba a Pekín?",
        "zh": "你好！可以问我中国与古巴的事：年份、人名、事件都行。例如：古巴什么时候与中国建交？",
    },
    "thanks": {"en": "You are welcome.", "es": "De nada.", "zh": "不客气。"},
    "goodbye": {"en": "Goodbye!", "es": "¡Hasta luego!", "zh": "再见！"},
    "pleasantry": {
        "en": "Good. Ask me anything on China and Cuba.",
        "es": "Bien. Pregúntame lo que quieras sobre China y Cuba.",
        "zh": "好的。有关中国与古巴的问题，随时可以问。",
    },
    "who_are_you": {
        "en": "I am a bot. I answer questions on China–Cuba relations from a curated base of dated, sourced facts; I never make up a sentence. /about tells more.",
        "es": "Soy un bot. Respondo preguntas sobre las relaciones entre China y Cuba a partir de una base curada de hechos con fecha y fuentes; nunca invento frases. /about cuenta más.",
        "zh": "我是机器人，依据人工整理、注明日期和来源的资料库回答中古关系问题，绝不编造。详见 /about。",
    },
    "help": {
        "en": "Ask in English, Spanish or Chinese, in whole sentences or a few words: “che mao 1960”, “Xi in Havana”, “trade in 2017”.\n\nIn a group, address me: /ask and your question, my @name anywhere in the message, or a reply to one of my answers.\n\nEach answer gives the date as far as it is known, who says so, and the sources. If I am not sure, I offer choices; if I do not know, I say so.\n\nTo look around: /today · /timeline · /chart · /topics · /people · /random. In any chat: my @name and a question in the message field.\n\n/about: what I know · /sources: what it rests on · /changes: corrections\n/settings: language and length · /privacy: what I keep · /forget: delete it",
        "es": "Pregunta en español, inglés o chino, con frases completas o unas pocas palabras: «che mao 1960», «Xi en La Habana», «comercio en 2017».\n\nEn un grupo, dirígete a mí: /ask y tu pregunta, mi @nombre en cualquier parte del mensaje, o una respuesta a uno de mis mensajes.\n\nCada respuesta da la fecha hasta donde se conoce, quién lo dice y las fuentes. Si no estoy seguro, ofrezco opciones; si no lo sé, lo digo.\n\nPara explorar: /today · /timeline · /chart · /topics · /people · /random. En cualquier chat: mi @nombre y una pregunta en el campo de mensaje.\n\n/about: qué sé · /sources: en qué se apoya · /changes: rectificaciones\n/settings: idioma y extensión · /privacy: qué guardo · /forget: borrarlo",
        "zh": "可以用中文、英文或西班牙文提问，整句或几个词都行：“格瓦拉 毛泽东 1960”“习近平访古”“2017年贸易额”。\n\n在群里请点名问我：/ask 加问题、消息中任意位置 @我，或回复我的消息。\n\n每条回答都注明已知精度的日期、说法出处和来源。拿不准时会给出选项，不知道时会直说。\n\n随便看看：/today · /timeline · /chart · /topics · /people · /random。在任何聊天的输入框中输入 @我 和问题，也能查询。\n\n/about：收录范围 · /sources：资料来源 · /changes：更正记录\n/settings：语言和长度 · /privacy：保存哪些数据 · /forget：删除数据",
    },
    "about": {
        "en": "{facts} facts on China–Cuba relations, {first} to {last}, from {sources} sources, in English, Spanish and Chinese. Last checked: {checked}.\n\nTopics: {topics}.",
        "es": "{facts} hechos sobre las relaciones entre China y Cuba, de {first} a {last}, a partir de {sources} fuentes, en español, inglés y chino. Última revisión: {checked}.\n\nTemas: {topics}.",
        "zh": "收录中古关系史实{facts}条，时间跨度{first}年至{last}年，来源{sources}个，中、英、西三语。最近核对：{checked}。\n\n主题：{topics}。",
    },
    "sources_intro": {
        "en": "The facts rest on {count} sources. By kind: {kinds}. The publishers used most: {publishers}.\n\nEvery answer links its own.",
        "es": "Los hechos se apoyan en {count} fuentes. Por tipo: {kinds}. Los editores más citados: {publishers}.\n\nCada respuesta enlaza las suyas.",
        "zh": "资料库共引用{count}个来源。按类别：{kinds}。引用最多的出版方：{publishers}。\n\n每条回答都附有各自的来源链接。",
    },
    "sources_intro_one": {
        "en": "The facts rest on one source. By kind: {kinds}. Its publisher: {publishers}.\n\nEvery answer links its own.",
        "es": "Los hechos se apoyan en una sola fuente. Por tipo: {kinds}. Su editor: {publishers}.\n\nCada respuesta enlaza las suyas.",
        "zh": "资料库只引用1个来源。类别：{kinds}。出版方：{publishers}。\n\n每条回答都附有各自的来源链接。",
    },
    "only_text": {
        "en": "I can read text only. Ask me in words, please.",
        "es": "Solo puedo leer texto. Pregúntame con palabras, por favor.",
        "zh": "我只能读文字，请用文字提问。",
    },
    "ask_usage": {
        "en": "Write your question after /ask, for example: /ask When did Cuba recognise Beijing?",
        "es": "Escribe la pregunta después de /ask, por ejemplo: /ask ¿Cuándo reconoció Cuba a Pekín?",
        "zh": "请在 /ask 后写上问题，例如：/ask 古巴什么时候与中国建交？",
    },
    "button_stale": {
        "en": "This button no longer works. Please ask again.",
        "es": "Este botón ya no funciona. Pregunta de nuevo, por favor.",
        "zh": "这个按钮已失效，请重新提问。",
    },
    "slow_down": {
        "en": "One moment: that is more than I can answer at once. Please try again in a minute.",
        "es": "Un momento: son más preguntas de las que puedo responder a la vez. Inténtalo de nuevo en un minuto.",
        "zh": "请稍等，提问太快了，过一分钟再试。",
    },
    "kind_academic": {"en": "academic", "es": "académica", "zh": "学术"},
    "kind_blog": {"en": "blog", "es": "blog", "zh": "博客"},
    "kind_encyclopedia": {"en": "encyclopedia", "es": "enciclopedia", "zh": "百科"},
    "kind_government": {"en": "government", "es": "oficial", "zh": "官方文件"},
    "kind_news": {"en": "news", "es": "prensa", "zh": "新闻"},
    "kind_ngo": {"en": "NGO", "es": "ONG", "zh": "非政府组织"},
    "kind_state-media": {"en": "state media", "es": "medio estatal", "zh": "官方媒体"},
    "kind_think-tank": {"en": "think tank", "es": "centro de estudios", "zh": "智库"},
}
TABLES = (PHRASES.copy(), RELOADING, AROUND, BROWSING, MENUS, LOOKING, MANNERS)
for _table in TABLES:
    PHRASES |= _table


def say(key: str, language: Language, **values: object) -> str:
    """The phrase in this language with its placeholders filled; `count=1` takes the singular where there is one."""
    if values.get("count") == 1 and f"{key}_one" in PHRASES:
        key = f"{key}_one"
    return PHRASES[key][language].format(**values)
