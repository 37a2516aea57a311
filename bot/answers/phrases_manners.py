"""The sentences of settings, privacy, membership, corrections and the owner's messages."""

from __future__ import annotations

from bot.facts.model import Language

MANNERS: dict[str, dict[Language, str]] = {
    # Settings
    "settings_group": {"en": "Settings of this group", "es": "Ajustes de este grupo", "zh": "本群设置"},
    "settings_private": {"en": "Your settings", "es": "Tus ajustes", "zh": "您的设置"},
    "set_language": {
        "en": "Language of answers: {option}",
        "es": "Idioma de las respuestas: {option}",
        "zh": "回答语言：{option}",
    },
    "set_language_auto": {"en": "that of the question", "es": "el de la pregunta", "zh": "与提问相同"},
    "set_language_en": {"en": "English", "es": "English", "zh": "English"},
    "set_language_es": {"en": "Español", "es": "Español", "zh": "Español"},
    "set_language_zh": {"en": "中文", "es": "中文", "zh": "中文"},
    "set_length": {
        "en": "Length of answers: {option}",
        "es": "Extensión de las respuestas: {option}",
        "zh": "回答长度：{option}",
    },
    "set_length_full": {"en": "full", "es": "completa", "zh": "完整"},
    "set_length_short": {"en": "short", "es": "breve", "zh": "简短"},
    "set_unaddressed": {
        "en": "Questions that are not put to me: {option}",
        "es": "Preguntas que no me hacen a mí: {option}",
        "zh": "未点名的提问：{option}",
    },
    "set_unaddressed_no": {"en": "I keep silent", "es": "me callo", "zh": "不回答"},
    "set_unaddressed_yes": {
        "en": "I answer when I am nearly certain",
        "es": "respondo si estoy casi seguro",
        "zh": "有十足把握时回答",
    },
    "set_unaddressed_deaf": {
        "en": "Telegram does not yet show me messages that are not addressed to me. Make me an administrator of this group, or have my owner turn off privacy mode with @BotFather and add me again.",
        "es": "Telegram todavía no me muestra los mensajes que no van dirigidos a mí. Hazme administrador de este grupo, o pide a mi dueño que desactive el modo de privacidad con @BotFather y agrégame de nuevo.",
        "zh": "Telegram 目前不会向我转发未点名我的消息。请将我设为本群管理员，或请机器人所有者通过 @BotFather 关闭隐私模式后重新拉我入群。",
    },
    "set_choosers": {
        "en": "Who may press choices: {option}",
        "es": "Quién puede pulsar las opciones: {option}",
        "zh": "谁可以点选项：{option}",
    },
    "set_choosers_anyone": {"en": "anyone", "es": "cualquiera", "zh": "任何人"},
    "set_choosers_asker": {"en": "whoever asked", "es": "quien preguntó", "zh": "提问者"},
    "set_choosers_administrators": {"en": "administrators", "es": "administradores", "zh": "管理员"},
    "close": {"en": "Close", "es": "Cerrar", "zh": "关闭"},
    "closed": {"en": "Settings closed.", "es": "Ajustes cerrados.", "zh": "设置已关闭。"},
    "only_administrators": {
        "en": "Only administrators of this group can do that.",
        "es": "Solo los administradores de este grupo pueden hacerlo.",
        "zh": "只有本群管理员可以这样做。",
    },
    "only_asker_choose": {
        "en": "In this group only whoever asked may choose.",
        "es": "En este grupo solo puede elegir quien preguntó.",
        "zh": "本群只有提问者可以选择。",
    },
    "only_administrators_choose": {
        "en": "In this group only administrators may choose.",
        "es": "En este grupo solo pueden elegir los administradores.",
        "zh": "本群只有管理员可以选择。",
    },
    "rest_in_private": {"en": "The whole answer, in private", "es": "La respuesta completa, en privado", "zh": "私聊查看完整回答"},
    "in_full": {"en": "The whole answer", "es": "La respuesta completa", "zh": "完整回答"},
    # Coming into a group
    "greeting_group": {
        "en": "Hello! I answer questions on China–Cuba relations, with date and sources. Ask me with /ask or {bot}; otherwise I keep silent. Administrators set me up with /settings. What I keep: /privacy",
        "es": "¡Hola! Respondo preguntas sobre las relaciones entre China y Cuba, con fecha y fuentes. Pregúntame con /ask o {bot}; si no, me callo. Los administradores me ajustan con /settings. Qué guardo: /privacy",
        "zh": "大家好！我回答中古关系问题，注明日期和来源。请用 /ask 或 {bot} 提问，平时我不说话。管理员可用 /settings 设置；隐私说明见 /privacy",
    },
    # Privacy
    "privacy": {
        "en": "What I keep:\n"
        "• Your question in words: while the conversation goes on, and for a day at most, so that I understand follow-ups and edits.\n"
        "• Which message answered which question, who asked it, and with which facts: a week, so that an edited question edits its answer, whoever asked can delete it, and corrections reach you.\n"
        "• Settings of this chat that differ from the usual, and its daily post with hour and time zone: until they are changed back or ended.\n"
        "• Questions that I could not answer, or whose answer somebody marked as wrong: without who asked, and without names of users, handles, telephone numbers, addresses or links. They cannot be traced to you, and so not deleted for you.\n"
        "• What you send me, until I have dealt with it, which takes seconds; and how much you asked in the last minute, so that nobody keeps me from the others.\n"
        "• How many questions there were each day: only the number.\n\n"
        "I know your Telegram id only as far as these need it. Nothing is sold or passed on.\n\n"
        "/forget deletes what belongs to this chat (in a group: administrators). Removing or blocking me does the same.",
        "es": "Lo que guardo:\n"
        "• Tu pregunta con sus palabras: mientras dura la conversación, y como mucho un día, para entender lo que sigue y las ediciones.\n"
        "• Qué mensaje respondió a qué pregunta, quién la hizo y con qué hechos: una semana, para que una pregunta editada corrija su respuesta, quien preguntó pueda borrarla y las rectificaciones te lleguen.\n"
        "• Los ajustes de este chat que no son los habituales, y su envío diario con hora y huso horario: hasta que vuelvan a serlo o termine.\n"
        "• Las preguntas que no supe responder, o cuya respuesta alguien marcó como errónea: sin quién preguntó, y sin nombres de usuarios, alias, teléfonos, direcciones ni enlaces. No se pueden relacionar contigo y por eso no se pueden borrar a petición tuya.\n"
        "• Lo que me envías, hasta que lo he atendido, que son segundos; y cuánto preguntaste en el último minuto, para que nadie me acapare.\n"
        "• Cuántas preguntas hubo cada día: solo el número.\n\n"
        "Solo conozco tu id de Telegram en la medida en que esto lo requiere. Nada se vende ni se cede.\n\n"
        "/forget borra lo que pertenece a este chat (en un grupo: los administradores). Expulsarme o bloquearme hace lo mismo.",
        "zh": "我会保存：\n"
        "• 您的提问原文：对话期间，最长一天，以便理解追问和修改。\n"
        "• 哪条消息回答了哪个问题、由谁提出、用了哪些史实：一周，以便提问修改后更新回答、提问者可以删除回答，并把更正送达给您。\n"
        "• 本聊天与默认不同的设置，以及每日推送的时间和时区：直到改回默认或取消。\n"
        "• 未能回答、或有人标记回答有误的问题：不记录提问者，并去掉用户姓名、用户名、电话、邮箱和链接。这些无法追溯到您，因此也无法应您要求删除。\n"
        "• 您发来的内容：处理完即删，通常只需几秒；以及最近一分钟内您提问的多少，以免有人独占。\n"
        "• 每天的提问数量：只有数字。\n\n"
        "您的 Telegram id 只用于以上用途，不会出售或转交任何人。\n\n"
        "/forget 会删除属于本聊天的数据（群内由管理员操作）。把我移出群或屏蔽我，效果相同。",
    },
    "forgotten_private": {
        "en": "Done: I have deleted your settings, our conversation and the record of my answers to you.",
        "es": "Hecho: he borrado tus ajustes, nuestra conversación y el registro de mis respuestas.",
        "zh": "已删除：您的设置、我们的对话和回答记录。",
    },
    "forgotten_group": {
        "en": "Done: I have deleted this group's settings, its conversations and the record of my answers here.",
        "es": "Hecho: he borrado los ajustes de este grupo, sus conversaciones y el registro de mis respuestas aquí.",
        "zh": "已删除：本群的设置、对话和回答记录。",
    },
    # Corrections
    "corrected_line": {
        "en": "Corrected on {on}: {what}.",
        "es": "Rectificado el {on}: {what}.",
        "zh": "{on}更正：{what}。",
    },
    "corrected_text": {"en": "the text", "es": "el texto", "zh": "正文"},
    "corrected_date": {"en": "the date", "es": "la fecha", "zh": "日期"},
    "corrected_status": {"en": "how well it is established", "es": "su grado de confirmación", "zh": "可信程度"},
    "corrected_removed": {
        "en": "Withdrawn on {on}: what stood here is no longer in the base.",
        "es": "Retirado el {on}: lo que decía aquí ya no está en la base.",
        "zh": "{on}撤回：此处内容已不在资料库中。",
    },
    "travel_button": {
        "en": "Correct the answers of the last week",
        "es": "Rectificar las respuestas de la última semana",
        "zh": "更正最近一周的回答",
    },
    "travelled": {
        "en": "Answers edited: {edited}. Replied to: {replied}. Out of reach: {lost}.",
        "es": "Respuestas editadas: {edited}. Con réplica: {replied}. Inalcanzables: {lost}.",
        "zh": "已编辑回答：{edited}；已回复说明：{replied}；无法送达：{lost}。",
    },
    "travel_nothing": {
        "en": "There is nothing to correct: the last reload changed no fact's text, date or standing.",
        "es": "No hay nada que rectificar: la última recarga no cambió el texto, la fecha ni el grado de confirmación de ningún hecho.",
        "zh": "无需更正：上次重新载入没有改动任何史实的正文、日期或可信程度。",
    },
    "changes": {
        "en": "{count} corrections recorded, newest first:",
        "es": "{count} rectificaciones registradas, primero las más recientes:",
        "zh": "共有{count}条更正记录，由新到旧：",
    },
    "changes_one": {
        "en": "One correction recorded:",
        "es": "Una rectificación registrada:",
        "zh": "共有1条更正记录：",
    },
    "no_changes": {
        "en": "No corrections are recorded yet.",
        "es": "Todavía no hay rectificaciones registradas.",
        "zh": "目前没有更正记录。",
    },
    "change_of": {"en": "{on} · {title}\n{what}", "es": "{on} · {title}\n{what}", "zh": "{on} · {title}\n{what}"},
    "correction_of": {
        "en": "{on} · {title}\n{who} has: {says} Rather: {correct}",
        "es": "{on} · {title}\n{who} dice: {says} Más bien: {correct}",
        "zh": "{on} · {title}\n{who}称：{says}实际上：{correct}",
    },
    "newer": {"en": "Newer", "es": "Más recientes", "zh": "较新"},
    "older": {"en": "Older", "es": "Anteriores", "zh": "较早"},
    # The owner
    "stats_today": {
        "en": "Questions today (UTC): {total}",
        "es": "Preguntas de hoy (UTC): {total}",
        "zh": "今日提问（UTC）：{total}",
    },
    "stats_answer": {"en": "answered: {number}", "es": "respondidas: {number}", "zh": "已回答：{number}"},
    "stats_list": {"en": "with a list: {number}", "es": "con una lista: {number}", "zh": "给出列表：{number}"},
    "stats_choices": {"en": "with choices: {number}", "es": "con opciones: {number}", "zh": "给出选项：{number}"},
    "stats_closest": {
        "en": "with what is closest: {number}",
        "es": "con lo más cercano: {number}",
        "zh": "给出最接近的：{number}",
    },
    "stats_decline": {"en": "declined: {number}", "es": "sin respuesta: {number}", "zh": "未能回答：{number}"},
    "stats_chat": {"en": "small talk: {number}", "es": "de cortesía: {number}", "zh": "寒暄：{number}"},
    "stats_inline": {
        "en": "Searched while typing (inline): {number}",
        "es": "Búsquedas al escribir (modo inline): {number}",
        "zh": "输入时查询（内联模式）：{number}",
    },
    "stats_chats": {
        "en": "Chats with settings of their own: {number}",
        "es": "Chats con ajustes propios: {number}",
        "zh": "有自定义设置的聊天：{number}",
    },
    "stats_unanswered": {
        "en": "Unanswered questions, alike ones together: {number}",
        "es": "Preguntas sin respuesta, agrupadas por semejanza: {number}",
        "zh": "未回答的问题（同类合并）：{number}",
    },
    "stats_base": {
        "en": "Base: {version}, facts: {facts}",
        "es": "Base: {version}, hechos: {facts}",
        "zh": "资料库：{version}，史实：{facts}",
    },
    "fault": {
        "en": "A fault while handling an update: {fault}. The log has more.",
        "es": "Un fallo al tratar una actualización: {fault}. El registro dice más.",
        "zh": "处理更新时出错：{fault}。详情见日志。",
    },
}  # fmt: skip
