"""What is said around an answer: its buttons, its sources in full, why it was given, and inline and guest mode."""

from __future__ import annotations

from bot.facts.model import Language

AROUND: dict[str, dict[Language, str]] = {
    "button_sources": {"en": "Sources", "es": "Fuentes", "zh": "来源"},
    "button_why": {"en": "Why this?", "es": "¿Por qué?", "zh": "为何是它"},
    "button_related": {"en": "Related", "es": "Relacionados", "zh": "相关"},
    "button_earlier": {"en": "Earlier", "es": "Antes", "zh": "更早"},
    "button_later": {"en": "Later", "es": "Después", "zh": "更晚"},
    "button_share": {"en": "Share", "es": "Compartir", "zh": "分享"},
    "button_wrong": {"en": "Wrong?", "es": "¿Error?", "zh": "有误？"},
    "button_delete": {"en": "Delete", "es": "Borrar", "zh": "删除"},
    "button_more": {"en": "More on this", "es": "Más sobre esto", "zh": "查看更多"},
    "button_copy": {"en": "Copy citation {number}", "es": "Copiar cita {number}", "zh": "复制引文{number}"},
    "button_copy_one": {"en": "Copy citation", "es": "Copiar cita", "zh": "复制引文"},
    "bibliography": {
        "en": "{count} sources: {title}",
        "es": "{count} fuentes: {title}",
        "zh": "{count}个来源：{title}",
    },
    "bibliography_one": {"en": "One source: {title}", "es": "Una fuente: {title}", "zh": "1个来源：{title}"},
    "mirror": {"en": "copy on another site", "es": "copia en otro sitio", "zh": "转载"},
    "archived_copy": {"en": "Archived copy", "es": "Copia archivada", "zh": "存档"},
    "related": {
        "en": "{count} facts related to “{title}”, nearest first:",
        "es": "{count} hechos relacionados con «{title}», primero el más cercano:",
        "zh": "与“{title}”相关的有{count}条，最接近的在前：",
    },
    "related_one": {
        "en": "One fact related to “{title}”:",
        "es": "Un hecho relacionado con «{title}»:",
        "zh": "与“{title}”相关的有1条：",
    },
    "related_none": {
        "en": "Nothing else that I know is near to this.",
        "es": "No conozco nada más que se acerque a esto.",
        "zh": "没有与此接近的其他内容。",
    },
    "first_of_all": {
        "en": "This is the earliest fact that I have.",
        "es": "Este es el hecho más antiguo que tengo.",
        "zh": "这已是最早的一条。",
    },
    "last_of_all": {
        "en": "This is the latest fact that I have.",
        "es": "Este es el hecho más reciente que tengo.",
        "zh": "这已是最新的一条。",
    },
    "wrong_noted": {
        "en": "Thank you. The question and this answer are noted for the operator, without names of users; who asked or pressed is not kept.",
        "es": "Gracias. La pregunta y esta respuesta quedan anotadas para quien administra el bot, sin nombres de usuarios; no se guarda quién preguntó ni quién pulsó.",
        "zh": "谢谢，问题和这条回答已记下供管理者查看，其中不含用户姓名；也不记录是谁提问、是谁按的。",
    },
    "delete_not_yours": {
        "en": "Only the one who asked, or an administrator, can delete this.",
        "es": "Solo quien preguntó, o un administrador, puede borrar esto.",
        "zh": "只有提问者或管理员可以删除。",
    },
    "delete_refused": {
        "en": "Telegram does not let me delete this any more. An administrator can.",
        "es": "Telegram ya no me deja borrar esto. Un administrador puede hacerlo.",
        "zh": "Telegram 已不允许我删除这条消息，管理员可以删除。",
    },
    "why_names": {"en": "Names: {names}.", "es": "Nombres: {names}.", "zh": "名称：{names}。"},
    "why_time": {"en": "Time: {time}.", "es": "Fecha: {time}.", "zh": "时间：{time}。"},
    "why_china_to_cuba": {
        "en": "Direction: from China to Cuba.",
        "es": "Dirección: de China a Cuba.",
        "zh": "方向：中国对古巴。",
    },
    "why_cuba_to_china": {
        "en": "Direction: from Cuba to China.",
        "es": "Dirección: de Cuba a China.",
        "zh": "方向：古巴对中国。",
    },
    "why_only_words": {
        "en": "No name, date or direction in it, so its words decided.",
        "es": "No encontré en ella nombre, fecha ni dirección, así que decidieron sus palabras.",
        "zh": "其中没有认出名称、日期或方向，只能依据字词判断。",
    },
    "why_read": {
        "en": "How I read your question. {reading}",
        "es": "Cómo leí tu pregunta. {reading}",
        "zh": "对您问题的理解：{reading}",
    },
    "why_follow_up": {
        "en": "I read it as going on from the question before it.",
        "es": "La leí como continuación de la pregunta anterior.",
        "zh": "按上一个问题的延续来理解。",
    },
    "why_exact": {
        "en": "It asks in nearly the same words as a question on record for this fact.",
        "es": "Pregunta casi con las mismas palabras que una de las registradas para este hecho.",
        "zh": "它与这条内容已登记的一种问法几乎相同。",
    },
    "why_best": {
        "en": "This fact fitted it best.",
        "es": "Este hecho fue el que mejor encajó.",
        "zh": "这条内容与它最相符。",
    },
    "why_figure": {
        "en": "It asks for a yearly figure, which this fact states.",
        "es": "Pregunta por una cifra anual, que este hecho recoge.",
        "zh": "它询问的是年度数字，这条内容正好写明。",
    },
    "why_chosen": {
        "en": "Several facts fitted about equally, and this one was picked by a button.",
        "es": "Varios hechos encajaban casi por igual, y este se eligió con un botón.",
        "zh": "有几条相符程度相近，这条是按按钮选出的。",
    },
    "why_closest": {
        "en": "No fact agrees with everything in it; this one comes nearest.",
        "es": "Ningún hecho coincide con todo lo que dice; este es el que más se acerca.",
        "zh": "没有一条与它完全相符，这条最接近。",
    },
    "why_opened": {
        "en": "This fact was opened by a button, a link or a command; it was not found by a question.",
        "es": "Este hecho se abrió con un botón, un enlace o un comando; no se encontró con una pregunta.",
        "zh": "这条内容是通过按钮、链接或命令打开的，并非由提问找到。",
    },
    "why_gone": {
        "en": "The question is no longer there, so I cannot say how I read it. Ask it again to find out.",
        "es": "La pregunta ya no está, así que no puedo decir cómo la leí. Hazla de nuevo para saberlo.",
        "zh": "问题已不在，无法说明当时的理解。请重新提问。",
    },
    "why_phrasing": {
        "en": "The nearest words on record: “{words}”",
        "es": "Las palabras registradas más cercanas: «{words}»",
        "zh": "最接近的已登记问法：“{words}”",
    },
    "why_near": {"en": "Next best:", "es": "Los siguientes:", "zh": "其次相符的："},
    "the_whole_answer": {"en": "the whole answer", "es": "la respuesta completa", "zh": "查看全文"},
    "inline_none": {
        "en": "I have nothing on that. Ask me in private",
        "es": "No tengo nada sobre eso. Pregúntame en privado",
        "zh": "没有相符的内容，私聊问我",
    },
    "inline_help": {"en": "How to ask", "es": "Cómo preguntar", "zh": "如何提问"},
    "inline_today": {
        "en": "On this day · {text}",
        "es": "Un día como hoy · {text}",
        "zh": "历史上的今天 · {text}",
    },
    "inline_nearest": {
        "en": "The nearest that I know. {text}",
        "es": "Lo más cercano que conozco. {text}",
        "zh": "已知最接近的。{text}",
    },
    "guest_usage": {
        "en": "Write your question next to my name, for example: {name} When did Cuba recognise Beijing?",
        "es": "Escribe la pregunta junto a mi nombre, por ejemplo: {name} ¿Cuándo reconoció Cuba a Pekín?",
        "zh": "请把问题和我的名字写在一起，例如：{name} 古巴什么时候与中国建交？",
    },
}
