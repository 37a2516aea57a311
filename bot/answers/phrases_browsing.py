"""What is said while walking about in the base: topics, names, this day, daily posts; and the menus that lead there."""

from __future__ import annotations

from bot.facts.model import Language

BROWSING: dict[str, dict[Language, str]] = {
    # This day in history
    "today_lead": {
        "en": "On this day, {day}:",
        "es": "Un día como hoy, {day}:",
        "zh": "历史上的今天，{day}：",
    },
    "day_lead": {"en": "In history, {day}:", "es": "Un {day}:", "zh": "历史上的{day}："},
    "day_and_ago": {"en": "{day}, {ago}", "es": "{day}, {ago}", "zh": "{day}，{ago}"},
    "day_line": {"en": "{year}, {ago}: {title}", "es": "{year}, {ago}: {title}", "zh": "{year}，{ago}：{title}"},
    "years_ago": {"en": "{count} years ago", "es": "hace {count} años", "zh": "{count}年前"},
    "years_ago_one": {"en": "one year ago", "es": "hace un año", "zh": "1年前"},
    "under_a_year_ago": {"en": "less than a year ago", "es": "hace menos de un año", "zh": "不到一年前"},
    "today_itself": {"en": "today", "es": "hoy mismo", "zh": "就在今天"},
    "day_nearest": {
        "en": "I have nothing that happened on {day}. The nearest days before and after it:",
        "es": "No tengo nada que haya ocurrido un {day}. Los días más cercanos, antes y después:",
        "zh": "{day}没有记录。前后最近的日子有：",
    },
    "day_empty": {
        "en": "I have nothing that happened on {day}.",
        "es": "No tengo nada que haya ocurrido un {day}.",
        "zh": "{day}没有记录。",
    },
    "day_unclear": {
        "en": "I could not read that as a day. Write for example /today 28 September, or /today alone.",
        "es": "No entendí esa fecha. Escribe, por ejemplo, /today 28 de septiembre, o solo /today.",
        "zh": "没有看懂这个日期。请写成例如 /today 9月28日，或只写 /today。",
    },
    # Pages
    "page": {"en": "Page {number} of {pages}", "es": "Página {number} de {pages}", "zh": "第{number}页，共{pages}页"},
    "page_previous": {"en": "‹ Previous page", "es": "‹ Página anterior", "zh": "‹ 上一页"},
    "page_next": {"en": "Next page ›", "es": "Página siguiente ›", "zh": "下一页 ›"},
    "back_to": {"en": "Back to: {name}", "es": "Volver a: {name}", "zh": "返回：{name}"},
    "name_and_count": {"en": "{name} ({number})", "es": "{name} ({number})", "zh": "{name}（{number}）"},
    "name_and_description": {
        "en": "{name}: {description}",
        "es": "{name}: {description}",
        "zh": "{name}：{description}",
    },
    # Topics
    "topics_lead": {
        "en": "What I know is sorted into {count} topics; the number of facts stands in brackets.",
        "es": "Lo que sé está ordenado en {count} temas; entre paréntesis, el número de hechos.",
        "zh": "收录内容分为{count}个主题，括号内为条数。",
    },
    "topics_lead_one": {
        "en": "What I know belongs to one topic; the number of facts stands in brackets.",
        "es": "Lo que sé pertenece a un solo tema; entre paréntesis, el número de hechos.",
        "zh": "收录内容属于1个主题，括号内为条数。",
    },
    "topics_unknown": {
        "en": "I have no topic of that name. These are the topics; the number of facts stands in brackets.",
        "es": "No tengo ningún tema con ese nombre. Estos son los temas; entre paréntesis, el número de hechos.",
        "zh": "没有这个主题。现有主题如下，括号内为条数。",
    },
    "all_topics": {"en": "All topics", "es": "Todos los temas", "zh": "所有主题"},
    # Names
    "people_lead": {
        "en": "Who and what the facts are about; how many there are of each stands in brackets. You can also write a name"
        " at once, for example: /people Hu Jintao",
        "es": "De quién y de qué tratan los hechos; entre paréntesis, cuántos hay de cada clase. También puedes escribir"
        " el nombre directamente, por ejemplo: /people Hu Jintao",
        "zh": "各条内容涉及的人物与事物，括号内为数目。也可以直接写名称，例如：/people 胡锦涛",
    },
    "people_letters": {
        "en": "{kind}: {number} names. Choose the first letter of the name as it is usually written.",
        "es": "{kind}: {number} nombres. Elige la primera letra del nombre tal como suele escribirse.",
        "zh": "{kind}：共{number}个。请选择中文名称的拼音首字母。",
    },
    "letter_other": {"en": "Other", "es": "Otros", "zh": "其他"},
    "people_under": {"en": "{kind}: {letter}", "es": "{kind}: {letter}", "zh": "{kind}：{letter}"},
    "people_more": {"en": "More names", "es": "Más nombres", "zh": "更多名称"},
    "people_alike": {
        "en": "Several names fit. Which one do you mean?",
        "es": "Hay varios nombres que encajan. ¿A cuál te refieres?",
        "zh": "有几个名称相符，您指的是哪一个？",
    },
    "people_unknown": {
        "en": "I know no name like that. Look for it here:",
        "es": "No conozco ningún nombre así. Búscalo aquí:",
        "zh": "没有这个名称，可以在这里查找：",
    },
    "all_names": {"en": "All kinds of names", "es": "Todas las clases de nombres", "zh": "所有类别"},
    "names_person": {"en": "People", "es": "Personas", "zh": "人物"},
    "names_organisation": {"en": "Organisations", "es": "Organizaciones", "zh": "机构组织"},
    "names_place": {"en": "Places", "es": "Lugares", "zh": "地点"},
    "names_ship": {"en": "Ships", "es": "Barcos", "zh": "船舰"},
    "names_company": {"en": "Companies", "es": "Empresas", "zh": "企业"},
    "names_programme": {"en": "Programmes", "es": "Programas", "zh": "计划与倡议"},
    "names_treaty": {"en": "Treaties", "es": "Tratados", "zh": "条约与法律"},
    "names_publication": {"en": "Publications", "es": "Publicaciones", "zh": "媒体与出版物"},
    "names_event": {"en": "Events", "es": "Acontecimientos", "zh": "事件"},
    "names_project": {"en": "Projects and products", "es": "Proyectos y productos", "zh": "项目与产品"},
    "browsing_stale": {
        "en": "What this button led to is no longer there. Please start again with /topics or /people.",
        "es": "Lo que abría este botón ya no está. Empieza de nuevo con /topics o /people, por favor.",
        "zh": "这个按钮指向的内容已不存在，请用 /topics 或 /people 重新开始。",
    },
    # Daily posts
    "daily_is_off": {
        "en": "I can send what happened on this day in history, once a day at the hour that you choose; on days without"
        " anything I stay silent. It is off in this chat.",
        "es": "Puedo enviar lo que ocurrió un día como hoy, una vez al día a la hora que elijas; los días en que no hay"
        " nada, guardo silencio. En este chat está desactivado.",
        "zh": "我可以每天在您选定的时间发送一次“历史上的今天”；当天没有内容就不打扰。本聊天目前未开启。",
    },
    "daily_is_on": {
        "en": "Every day at {hour} ({zone}) I send what happened on this day in history; on days without anything I stay"
        " silent. /daily off ends it.",
        "es": "Cada día a las {hour} ({zone}) envío lo que ocurrió un día como hoy; los días en que no hay nada, guardo"
        " silencio. /daily off lo desactiva.",
        "zh": "每天{hour}（{zone}时间）发送“历史上的今天”；当天没有内容就不打扰。发送 /daily off 可关闭。",
    },
    "daily_ended": {
        "en": "Done: no more daily posts in this chat. /daily on brings them back.",
        "es": "Hecho: no habrá más envíos diarios en este chat. /daily on los reactiva.",
        "zh": "好的，本聊天不再每天发送。需要时请发送 /daily on。",
    },
    "daily_hours": {
        "en": "At which hour? You can also write another one, for example: /daily on 15 Havana",
        "es": "¿A qué hora? También puedes escribir otra, por ejemplo: /daily on 15 La Habana",
        "zh": "几点发送？也可以自己写，例如：/daily on 15 北京",
    },
    "daily_hours_in_zone": {
        "en": "At which hour ({zone})? You can also write another one, for example: /daily on 15",
        "es": "¿A qué hora ({zone})? También puedes escribir otra, por ejemplo: /daily on 15",
        "zh": "几点发送（{zone}时间）？也可以自己写，例如：/daily on 15",
    },
    "daily_zones": {
        "en": "{hour} in which time zone? You can also write another one, as a city or an offset, for example:"
        " /daily on 9 London, /daily on 9 UTC-5",
        "es": "¿Las {hour} de qué zona horaria? También puedes escribir otra, con una ciudad o una diferencia horaria,"
        " por ejemplo: /daily on 9 Bogotá, /daily on 9 UTC-5",
        "zh": "{hour}是哪个时区的时间？也可以写城市或时差，例如：/daily on 9 香港、/daily on 9 UTC-5",
    },
    "daily_unclear": {
        "en": "I could not read that. Write a whole hour and a city, for example: /daily on 9 Havana; or /daily off.",
        "es": "No lo entendí. Escribe una hora en punto y una ciudad, por ejemplo: /daily on 9 La Habana; o /daily off.",
        "zh": "没有看懂。请写整点时间和城市，例如：/daily on 9 北京；关闭请写 /daily off。",
    },
    "daily_administrators": {
        "en": "In a group only administrators can set daily posts.",
        "es": "En un grupo, solo los administradores pueden configurar los envíos diarios.",
        "zh": "群组中只有管理员可以设置每日发送。",
    },
    "daily_turn_on": {"en": "Turn on", "es": "Activar", "zh": "开启"},
    "daily_turn_off": {"en": "Turn off", "es": "Desactivar", "zh": "关闭"},
    "daily_change_hour": {"en": "Change hour", "es": "Cambiar hora", "zh": "更改时间"},
    "daily_change_zone": {"en": "Change time zone", "es": "Cambiar zona horaria", "zh": "更改时区"},
    "daily_note": {
        "en": "/daily off ends these daily posts.",
        "es": "/daily off termina estos envíos diarios.",
        "zh": "发送 /daily off 可停止每日发送。",
    },
}
