"""What is said where one looks through facts and figures: timelines, charts and their tables."""

from __future__ import annotations

from bot.facts.model import Language

LOOKING: dict[str, dict[Language, str]] = {
    "timeline_whole": {"en": "The whole chronicle", "es": "Toda la cronología", "zh": "全部年表"},
    "timeline_lead": {
        "en": "{what}: {count} facts, oldest first",
        "es": "{what}: {count} hechos, del más antiguo al más reciente",
        "zh": "{what}：共{count}条，按时间排列",
    },
    "timeline_lead_one": {"en": "{what}: one fact", "es": "{what}: un hecho", "zh": "{what}：共1条"},
    "timeline_title": {
        "en": "{what}: {count} facts",
        "es": "{what}: {count} hechos",
        "zh": "{what}：共{count}条",
    },
    "timeline_title_one": {"en": "{what}: one fact", "es": "{what}: un hecho", "zh": "{what}：共1条"},
    "timeline_start": {
        "en": "Which years? Press a span, or write it with the command, with a name or a topic if you like:\n{examples}",
        "es": "¿Qué años? Pulsa un período, o escríbelo con el comando, con un nombre o un tema si quieres:\n{examples}",
        "zh": "想看哪些年份？请按下面的时段，或在命令后写明，也可加上人名或主题：\n{examples}",
    },
    "timeline_unreadable": {
        "en": "I could not read a span, a name or a topic in “{text}”. Write for example:\n{examples}",
        "es": "No reconocí un período, un nombre ni un tema en «{text}». Escribe por ejemplo:\n{examples}",
        "zh": "没有从“{text}”中认出时段、名称或主题。可以这样写：\n{examples}",
    },
    "timeline_too_much": {
        "en": "That is more than I can look for at once. Write a span and one name or topic, for example:\n{examples}",
        "es": "Son demasiadas condiciones a la vez. Escribe un período y un nombre o tema, por ejemplo:\n{examples}",
        "zh": "条件太多，无法一次查找。请写一个时段和一个名称或主题，例如：\n{examples}",
    },
    "timeline_examples": {
        "en": "/timeline 1960s\n/timeline 1995-2004 visits\n/timeline last ten years\n/timeline Hu Jintao 2008\n/timeline loans since 2010",
        "es": "/timeline años sesenta\n/timeline 1995-2004 visitas\n/timeline últimos diez años\n/timeline Hu Jintao 2008\n/timeline créditos desde 2010",
        "zh": "/timeline 1960年代\n/timeline 1995-2004 访问\n/timeline 近十年\n/timeline 胡锦涛 2008\n/timeline 2010年以来的贷款",
    },
    "timeline_nothing": {
        "en": "I have nothing for {what}.",
        "es": "No tengo nada sobre {what}.",
        "zh": "没有“{what}”的记录。",
    },
    "timeline_nearest": {
        "en": "I have nothing for {what}. The nearest in time:",
        "es": "No tengo nada sobre {what}. Lo más cercano en el tiempo:",
        "zh": "没有“{what}”的记录。时间上最接近的是：",
    },
    "timeline_years": {
        "en": "{first}–{last} ({count})",
        "es": "{first}-{last} ({count})",
        "zh": "{first}—{last}年（{count}）",
    },
    "timeline_decade": {"en": "{first}s ({count})", "es": "Años {first} ({count})", "zh": "{first}年代（{count}）"},
    "button_previous": {"en": "← Earlier", "es": "← Antes", "zh": "← 更早"},
    "button_next": {"en": "Later →", "es": "Después →", "zh": "更晚 →"},
    "picture_footer": {
        "en": "{count} sources · fact base as of {date}",
        "es": "{count} fuentes · base de hechos al {date}",
        "zh": "{count}个来源 · 资料库截至{date}",
    },
    "picture_footer_one": {
        "en": "One source · fact base as of {date}",
        "es": "Una fuente · base de hechos al {date}",
        "zh": "1个来源 · 资料库截至{date}",
    },
    "shape_day": {"en": "known to the day", "es": "día conocido", "zh": "已知到日"},
    "shape_stretch": {
        "en": "some time within, or all through, the bar",
        "es": "en algún momento o a lo largo de la barra",
        "zh": "发生于或贯穿色条所示时段",
    },
    "shape_about": {"en": "about then", "es": "fecha aproximada", "zh": "大约当时"},
    "picture_per_year": {"en": "facts a year", "es": "hechos por año", "zh": "每年条数"},
    "picture_per_decade": {"en": "facts a decade", "es": "hechos por década", "zh": "每十年条数"},
    "standing_established": {"en": "established", "es": "comprobados", "zh": "已证实"},
    "standing_reported": {"en": "reported", "es": "sin confirmar", "zh": "有报道称"},
    "standing_disputed": {"en": "disputed", "es": "en disputa", "zh": "有争议"},
    "chart_start": {
        "en": "Which figures? Press one, or write it with the command, for example: /chart trade",
        "es": "¿Qué cifras? Pulsa una, o escríbela con el comando, por ejemplo: /chart comercio",
        "zh": "想看哪组数字？请按下面的按钮，或在命令后写明，例如：/chart 贸易",
    },
    "chart_unknown": {
        "en": "I have no figures for “{text}”. These I have:",
        "es": "No tengo cifras de «{text}». Estas sí:",
        "zh": "没有“{text}”的数字。现有以下各组：",
    },
    "chart_which": {
        "en": "Several series fit “{text}”:",
        "es": "Varias series encajan con «{text}»:",
        "zh": "有几组数字与“{text}”相符：",
    },
    "extreme_first": {"en": "first", "es": "primera", "zh": "最早"},
    "extreme_last": {"en": "latest", "es": "última", "zh": "最近"},
    "extreme_highest": {"en": "highest", "es": "más alta", "zh": "最高"},
    "extreme_lowest": {"en": "lowest", "es": "más baja", "zh": "最低"},
    "chart_point": {
        "en": "{value} in {year} ({who})",
        "es": "{value} en {year} ({who})",
        "zh": "{year}年，{value}（{who}）",
    },
    "chart_counted": {
        "en": "{count} figures, counted by {counters} different parties; most often by {most}.",
        "es": "{count} cifras de {counters} procedencias distintas; la más frecuente: {most}.",
        "zh": "{count}个数字，来自{counters}个统计方；最多的是{most}。",
    },
    "chart_counted_alone": {
        "en": "{count} figures, all counted by {most}.",
        "es": "{count} cifras, todas de {most}.",
        "zh": "{count}个数字，均由{most}统计。",
    },
    "chart_counted_alone_one": {
        "en": "One figure, counted by {most}.",
        "es": "Una cifra, de {most}.",
        "zh": "1个数字，由{most}统计。",
    },
    "chart_counted_each": {
        "en": "{count} figures, each counted by someone else: {most}.",
        "es": "{count} cifras, cada una de procedencia distinta: {most}.",
        "zh": "{count}个数字，各由不同方统计：{most}。",
    },
    "chart_differ": {
        "en": "They differ on {years}.",
        "es": "Difieren en {years}.",
        "zh": "各方说法不一的年份：{years}。",
    },
    "chart_differ_year": {
        "en": "{year} ({low} to {high})",
        "es": "{year} (de {low} a {high})",
        "zh": "{year}年（{low}至{high}）",
    },
    "chart_gaps": {
        "en": "Years without a figure are left open.",
        "es": "Los años sin cifra quedan en blanco.",
        "zh": "无数字的年份留空。",
    },
    "chart_notes": {
        "en": "{count} figures carry a note; see Numbers.",
        "es": "{count} cifras llevan una nota; consulta Números.",
        "zh": "{count}个数字附有说明，见“数字”。",
    },
    "chart_notes_one": {
        "en": "One figure carries a note; see Numbers.",
        "es": "Una cifra lleva una nota; consulta Números.",
        "zh": "1个数字附有说明，见“数字”。",
    },
    "chart_footer": {
        "en": "{count} sources · figures as of {date}",
        "es": "{count} fuentes · cifras al {date}",
        "zh": "{count}个来源 · 数字截至{date}",
    },
    "chart_footer_one": {
        "en": "One source · figures as of {date}",
        "es": "Una fuente · cifras al {date}",
        "zh": "1个来源 · 数字截至{date}",
    },
    "chart_footer_named": {
        "en": "Sources: {publishers} · figures as of {date}",
        "es": "Fuentes: {publishers} · cifras al {date}",
        "zh": "来源：{publishers} · 数字截至{date}",
    },
    "chart_footer_named_one": {
        "en": "Source: {publishers} · figures as of {date}",
        "es": "Fuente: {publishers} · cifras al {date}",
        "zh": "来源：{publishers} · 数字截至{date}",
    },
    "chart_single": {
        "en": "one figure each: {names}",
        "es": "con una sola cifra: {names}",
        "zh": "各一个数字：{names}",
    },
    "chart_ahead": {"en": "planned or expected", "es": "previsto", "zh": "计划或预计"},
    "button_numbers": {"en": "Numbers", "es": "Números", "zh": "数字"},
    "button_csv": {"en": "CSV file", "es": "Archivo CSV", "zh": "CSV文件"},
    "table_note": {"en": "Note on {year} {letter}", "es": "Nota a {year} {letter}", "zh": "{year}年{letter}项说明"},
    "csv_caption_one": {
        "en": "{title}: one figure with who counted, source and notes",
        "es": "{title}: una cifra con quién la contó, fuente y notas",
        "zh": "{title}：1个数字，含统计方、来源与说明",
    },
    "csv_caption": {
        "en": "{title}: {count} figures with who counted, source and notes",
        "es": "{title}: {count} cifras con quién las contó, fuente y notas",
        "zh": "{title}：{count}个数字，含统计方、来源与说明",
    },
}
