"""What Telegram shows of the bot before anybody writes to it: command menus, name and descriptions."""

from __future__ import annotations

from bot.facts.model import Language

MENUS: dict[str, dict[Language, str]] = {
    "profile_name": {"en": "China and Cuba", "es": "China y Cuba", "zh": "中国与古巴"},
    "profile_short_description": {
        "en": "China–Cuba relations from 1847 to today, dated and sourced. Ask in English, Spanish or Chinese.",
        "es": "Relaciones entre China y Cuba desde 1847, con fechas y fuentes. Pregunta en español, inglés o chino.",
        "zh": "1847年至今的中古关系史实，注明日期和来源。可用中文、英文或西班牙文提问。",
    },
    "profile_description": {
        "en": "Ask about China and Cuba from 1847 to today: a name, a year, an event. Every answer is a checked fact with"
        " its date, what it rests on and links to the sources; where sources disagree, it says so. What is not known is"
        " not made up.\n\nTry: When did Cuba recognise Beijing?",
        "es": "Pregunta sobre China y Cuba desde 1847 hasta hoy: un nombre, un año, un hecho. Cada respuesta es un hecho"
        " comprobado, con su fecha, en qué se apoya y enlaces a las fuentes; si las fuentes discrepan, lo dice. Lo que"
        " no se sabe no se inventa.\n\nPrueba: ¿Cuándo reconoció Cuba a Pekín?",
        "zh": "可以问1847年至今中国与古巴的事：人名、年份、事件都行。每条回答都是经过核对的史实，注明日期、依据并附来源链接；"
        "来源说法不一时会如实说明。不知道的绝不编造。\n\n试试：古巴什么时候与中国建交？",
    },
    "menu_start": {"en": "What this bot is", "es": "Qué es este bot", "zh": "介绍"},
    "menu_help": {"en": "How to ask", "es": "Cómo preguntar", "zh": "如何提问"},
    "menu_ask": {"en": "Ask a question", "es": "Hacer una pregunta", "zh": "提问"},
    "menu_timeline": {
        "en": "What happened in a span of years",
        "es": "Qué ocurrió en un período de años",
        "zh": "某段时期的大事",
    },
    "menu_today": {
        "en": "This day in history, or another day of the year",
        "es": "Un día como hoy, u otro día del año",
        "zh": "历史上的今天，或其他日子",
    },
    "menu_chart": {
        "en": "Figures as a picture: trade, UN votes and others",
        "es": "Cifras en un gráfico: comercio, votos en la ONU y otras",
        "zh": "图表：贸易额、联合国表决等",
    },
    "menu_topics": {"en": "Browse by topic", "es": "Explorar por temas", "zh": "按主题浏览"},
    "menu_people": {
        "en": "Browse by name: people, organisations, places",
        "es": "Explorar por nombres: personas, organizaciones, lugares",
        "zh": "按名称浏览：人物、机构、地点",
    },
    "menu_random": {"en": "A random fact", "es": "Un hecho al azar", "zh": "随机一条"},
    "menu_daily": {
        "en": "This day in history every day, at your hour",
        "es": "Un día como hoy, cada día a tu hora",
        "zh": "每天定时发送历史上的今天",
    },
    "menu_settings": {"en": "Settings of this chat", "es": "Ajustes de este chat", "zh": "本聊天的设置"},
    "menu_privacy": {
        "en": "What is kept, and for how long",
        "es": "Qué se guarda y por cuánto tiempo",
        "zh": "保存哪些数据、保存多久",
    },
    "menu_forget": {
        "en": "Delete what is kept of this chat",
        "es": "Borrar lo que se guarda de este chat",
        "zh": "删除本聊天保存的数据",
    },
    "menu_changes": {"en": "Corrections made to facts", "es": "Correcciones de los hechos", "zh": "内容更正记录"},
    "menu_stats": {"en": "Figures of use (owner)", "es": "Cifras de uso (dueño)", "zh": "使用统计（所有者）"},
    "menu_reload": {
        "en": "Read the fact base again (owner)",
        "es": "Volver a leer la base de hechos (dueño)",
        "zh": "重新读取资料库（所有者）",
    },
    "menu_correct": {
        "en": "Send corrections to those who asked (owner)",
        "es": "Enviar correcciones a quienes preguntaron (dueño)",
        "zh": "向提问者发送更正（所有者）",
    },
}
