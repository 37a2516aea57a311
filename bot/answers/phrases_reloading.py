"""What the owner is told when the base is read again; joined into the table of phrases."""

from __future__ import annotations

from bot.facts.model import Language

RELOADING: dict[str, dict[Language, str]] = {
    "reloaded": {
        "en": "Reloaded: the bot now answers from version {version}, with {count} facts.",
        "es": "Base recargada: el bot responde ahora con la versión {version}, de {count} hechos.",
        "zh": "已重新加载：现在使用版本{version}，共{count}条事实。",
    },
    "reloaded_one": {
        "en": "Reloaded: the bot now answers from version {version}, with one fact.",
        "es": "Base recargada: el bot responde ahora con la versión {version}, de un solo hecho.",
        "zh": "已重新加载：现在使用版本{version}，共1条事实。",
    },
    "reload_same": {
        "en": "What it tells of the facts is the same as before.",
        "es": "Lo que dice de los hechos es lo mismo que antes.",
        "zh": "各条事实的内容与之前相同。",
    },
    "reload_added": {
        "en": "Added ({number}): {facts}",
        "es": "Añadidos ({number}): {facts}",
        "zh": "新增（{number}）：{facts}",
    },
    "reload_changed": {
        "en": "Changed ({number}): {facts}",
        "es": "Modificados ({number}): {facts}",
        "zh": "修改（{number}）：{facts}",
    },
    "reload_removed": {
        "en": "Removed ({number}): {facts}",
        "es": "Eliminados ({number}): {facts}",
        "zh": "删除（{number}）：{facts}",
    },
    "reload_refused": {
        "en": "Not reloaded: the base has {count} problems. The bot goes on with version {version}.",
        "es": "No se ha recargado: la base tiene {count} problemas. El bot sigue con la versión {version}.",
        "zh": "未重新加载：事实库有{count}个问题。机器人继续使用版本{version}。",
    },
    "reload_refused_one": {
        "en": "Not reloaded: the base has a problem. The bot goes on with version {version}.",
        "es": "No se ha recargado: la base tiene un problema. El bot sigue con la versión {version}.",
        "zh": "未重新加载：事实库有1个问题。机器人继续使用版本{version}。",
    },
    "reload_all_problems": {
        "en": "All of them: python -m bot check --quick",
        "es": "Todos: python -m bot check --quick",
        "zh": "查看全部：python -m bot check --quick",
    },
}
