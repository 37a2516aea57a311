"""What is read in a question: its times, language, names, direction and small talk, in three languages."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.facts.base import FactBase
from bot.matching.finder import Finder
from bot.matching.language import language_from_code, language_of
from bot.matching.names import Phrases, keys_of
from bot.matching.small_talk import small_talk_in
from bot.matching.text import fold, has_han, words_of
from bot.matching.times import Extent, times_in

# question: the times, as "first..last" of what they stand for
TIMES = {
    # years
    "what happened in 1995?": "1995",
    "¿qué pasó en 1995?": "1995",
    "1995年发生了什么": "1995",
    "一九六〇年": "1960",
    "二〇一四年": "2014",
    "back in ’89": "1989",
    "which president went in 61": "1961",
    "late 89": "1989",
    "a contract of dec 59": "1959",
    "its loans in 04": "2004",
    "June 14": "",
    "in 65 countries": "",
    "since January 1959": "1959..",
    "'60": "1960",
    "89年发生了什么": "1989",
    "04年胡锦涛访古": "2004",
    "en el 60": "1960",
    "the year 2000": "2000",
    "2000年": "2000",
    "2014 People's Daily": "2014",
    "1960人民日报": "1960",
    "1995台湾": "1995",
    "1960 or 1970": "1960 1970",
    # decades
    "in the sixties": "1960s",
    "the 1960s": "1960s",
    "the '60s": "1960s",
    "early 80s": "1980s",
    "2020s": "2020s",
    "los años 60": "1960s",
    "los años sesenta": "1960s",
    "la década de los noventa": "1990s",
    "60年代": "1960s",
    "六十年代": "1960s",
    "上世纪90年代": "1990s",
    "1990年代": "1990s",
    "2010年代": "2010s",
    # spans
    "between 1960 and 1965": "1960..1965",
    "from 1960 to 1965": "1960..1965",
    "1960-1965": "1960..1965",
    "1960–65": "1960..1965",
    "1960-61": "1960..1961",
    "entre 1960 y 1965": "1960..1965",
    "de 1960 a 1965": "1960..1965",
    "desde 1960 hasta 1965": "1960..1965",
    "1960到1965年": "1960..1965",
    "1960年至1965年": "1960..1965",
    "从1960年到1965年": "1960..1965",
    # before and after
    "before 1959": "..1959",
    "prior to 1949": "..1949",
    "antes de 1959": "..1959",
    "1959年以前": "..1959",
    "1959年之前": "..1959",
    "since 1989": "1989..",
    "after 1989": "1989..",
    "desde 1989": "1989..",
    "después de 1989": "1989..",
    "a partir de 2001": "2001..",
    "1989年以来": "1989..",
    "自1989年": "1989..",
    # months
    "September 1960": "1960-09",
    "Sept. 1960": "1960-09",
    "in september of 1960": "1960-09",
    "septiembre de 1960": "1960-09",
    "SETIEMBRE DEL 60": "1960-09",
    "1960年9月": "1960-09",
    "60年9月": "1960-09",
    "2020-09": "2020-09",
    "09/1960": "1960-09",
    # days
    "19 November 1960": "1960-11-19",
    "November 19, 1960": "1960-11-19",
    "19th of November, 1960": "1960-11-19",
    "19 de noviembre de 1960": "1960-11-19",
    "1960年11月19日": "1960-11-19",
    "１９６０年１１月１９日": "1960-11-19",
    "1960-11-19": "1960-11-19",
    "19/11/1960": "1960-11-19",
    "28.09.1960": "1960-09-28",
    # no such day: what remains true of it
    "30 February 1960": "1960-02",
    "1960-13": "1960",
    "119 November 1960": "1960-11",
}

# Numbers that are no time, and times that nobody keeps facts for.
NO_TIMES = [
    "500000 tons",
    "500,000 tons of sugar",
    "2000 tons of rice",
    "2000 toneladas de arroz",
    "2000万美元",
    "2000多人",
    "1900 students",
    "50000吨",
    "60周年",
    "60 años de relaciones",
    "60th anniversary",
    "60多年",
    "60年前",
    "20年内",
    "el 95 por ciento",
    "del 95 por ciento",
    "G77",
    "19601",
    "51960-1970",
    "in 1776",
    "in 2090",
    "veinte años",
    "noventa millones",
    "may I ask",
    "mar y tierra",
    "",
]

LONE_MONTHS = {
    "in November": 11,
    "en noviembre": 11,
    "last december": 12,
    "10 de octubre": 10,
    "11月": 11,
    "13月": None,
    "may I": None,
}

LANGUAGE_OF = {
    "when did Cuba recognise Beijing": "en",
    "who met mao": "en",
    "Xi in Havana": "en",
    "¿Cuándo reconoció Cuba a Pekín?": "es",
    "cuando reconocio cuba a pekin": "es",
    "visita de Xi": "es",
    "azúcar": "es",
    "古巴何时建交": "zh",
    "古巴何時建交": "zh",
    "Xi 访问 Cuba": "zh",
    "che mao 1960": None,
    "Xi Habana": None,
    "1960": None,
    "😀": None,
    "": None,
}

# text: folded
FOLDED = {
    "ÉXITO de la NIÑEZ": "exito de la ninez",
    "Straße": "straße",
    "İstanbul": "istanbul",
    "ＣＵＢＡ １９６０": "cuba 1960",
    "古巴與中國建交": "古巴与中国建交",
    "勞爾·卡斯特羅": "劳尔·卡斯特罗",
    "co\u00adoper\u200bation": "cooperation",
    "中\u200b国": "中国",
    "Cuba\u0301": "cuba",
    "20,408 visitors": "20408 visitors",
    "20.408 visitantes": "20408 visitantes",
    "1 234 567 名": "1234567 名",
    "1\u202f234 t": "1234 t",
    "1,23 and 1.5": "1,23 and 1.5",
    "28.09.1960": "28.09.1960",
    "1960, 500": "1960, 500",
}

WORDS = {
    "when did cuba's rice arrive?": ["when", "did", "cuba", "s", "rice", "arrive"],
    "díaz-canel": ["díaz", "canel"],
    "劳尔·卡斯特罗1960年访华": ["劳尔", "卡斯特罗", "1960", "访华"],
    "snake_case": ["snake", "case"],
    "!?…": [],
}

NAMES = [
    ("che", "en", "Ernesto Che Guevara"),
    ("che", "en", "Che Guevara"),
    ("che", "en", "Che"),
    ("che", "zh", "切·格瓦拉"),
    ("che", "zh", "格瓦拉"),
    ("fidel", "en", "Fidel Castro"),
    ("fidel", "en", "Castro"),
    ("fidel", "zh", "卡斯特罗"),
    ("raul", "es", "Raúl Castro"),
    ("raul", "en", "Castro"),
    ("raul", "zh", "劳尔·卡斯特罗"),
    ("xi", "en", "Xi Jinping"),
    ("xi", "zh", "习近平"),
]

# question: (who it may be, the words that named him), in order
NAMED = {
    "did Che Guevara meet Fidel Castro": [("che", "che guevara"), ("fidel", "fidel castro")],
    "ERNESTO CHE GUEVARA": [("che", "ernesto che guevara")],
    "raul castro": [("raul", "raul castro")],
    "RAÚL CASTRO": [("raul", "raul castro")],
    "Castro": [("fidel raul", "castro")],
    "Xi Jinpin": [("xi", "xi jinpin")],
    "xi jingping": [("xi", "xi jingping")],
    "che guevera": [("che", "che guevera")],
    "raul kastro": [("raul", "raul kastro")],
    "劳尔·卡斯特罗访华": [("raul", "劳尔卡斯特罗")],
    "劳尔卡斯特罗访华": [("raul", "劳尔卡斯特罗")],
    "劳尔•卡斯特罗": [("raul", "劳尔卡斯特罗")],
    "勞爾·卡斯特羅": [("raul", "劳尔卡斯特罗")],
    "卡斯特罗和习近平": [("fidel", "卡斯特罗"), ("xi", "习近平")],
    "切格瓦拉1960": [("che", "切格瓦拉")],
    "checks in the park": [],
    "nobody": [],
}

DIRECTIONS = {
    "the first ambassador of Cuba in Peking": "cuba-to-china",
    "首任驻古大使": "china-to-cuba",
    "古巴驻华大使": "cuba-to-china",
    "China's exports to Cuba": "china-to-cuba",
    "Cuba's exports to China": "cuba-to-china",
    "Chinese ambassador to Cuba": "china-to-cuba",
    "Cuban ambassador in Beijing": "cuba-to-china",
    "sugar from Cuba to China": "cuba-to-china",
    "exportaciones de China a Cuba": "china-to-cuba",
    "exportaciones cubanas a China": "cuba-to-china",
    "embajador chino en La Habana": "china-to-cuba",
    "importaciones cubanas desde China": "china-to-cuba",
    "ayuda de Cuba a China": "cuba-to-china",
    "中国对古巴出口": "china-to-cuba",
    "古巴从中国进口": "china-to-cuba",
    "中国驻古巴大使": "china-to-cuba",
    "从古巴到中国": "cuba-to-china",
    "the 60 million that Cuba lent China": "cuba-to-china",
    "did china ever give cuba weapons": "china-to-cuba",
    "trade between China and Cuba": None,
    "comercio entre China y Cuba": None,
    "中古贸易": None,
    "": None,
}

SMALL_TALK = {
    "greeting": [
        "hi",
        "Hello!",
        "hi there",
        "hola",
        "buenas tardes",
        "¡Buenos días!",
        "你好",
        "您好！",
        "hi! thanks a lot",
    ],
    "thanks": ["thanks", "thank you so much", "muchas gracias", "gracias!", "谢谢", "谢谢你", "thanks!!!"],
    "goodbye": ["bye", "adiós", "hasta luego", "再见", "good night"],
    "help": ["help", "/help", "what can you do?", "ayuda", "¿qué puedes hacer?", "怎么用", "帮助"],
    "who_are_you": ["who are you?", "are you a bot?", "¿quién eres?", "你是谁", "你是机器人吗？"],
    "pleasantry": ["ok", "lol", "genial", "好的", "哈哈"],
}
NO_SMALL_TALK = [
    "hi who was Che Guevara",
    "thanks to China",
    "help from China to Cuba",
    "ayuda de China",
    "gracias a China, qué recibió Cuba",
    "hola china",
    "goodbye Lenin",
    "who is Xi",
    "你好，古巴什么时候与中国建交？",
    "谢谢中国的援助是哪年",
    "1960",
    "?",
    "😀",
    "",
]


@pytest.fixture(scope="module")
def finder(small_base: FactBase) -> Finder:
    """A finder over the small base."""
    return Finder(small_base)


def _as_written(text: str) -> str:
    times, _ = times_in(fold(text))
    written = []
    for found in times:
        first, last = found.first, found.last
        match found.extent:
            case Extent.DAY:
                assert first == last
                written.append(first.isoformat())
            case Extent.MONTH:
                assert (first.day, first.month) == (1, last.month)
                written.append(f"{first:%Y-%m}")
            case Extent.YEAR:
                assert (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))
                written.append(f"{first.year}")
            case Extent.DECADE:
                assert last == date(first.year + 9, 12, 31)
                written.append(f"{first.year}s")
            case Extent.SPAN:
                written.append(f"{first.year}..{last.year}")
            case Extent.BEFORE:
                written.append(f"..{last.year}")
            case Extent.AFTER:
                written.append(f"{first.year}..")
    return " ".join(written)


@pytest.mark.parametrize("text", TIMES)
def test_the_times_of_a_question(text: str) -> None:
    """The right fact of the wrong year would be given."""
    assert _as_written(text) == TIMES[text]


@pytest.mark.parametrize("text", NO_TIMES)
def test_a_number_is_not_a_time(text: str) -> None:
    """A question on 2,000 tons would be answered "nothing for the year 2000"."""
    assert times_in(fold(text))[0] == ()


@pytest.mark.parametrize("text", LONE_MONTHS)
def test_a_month_without_a_year(text: str) -> None:
    """ "What happened in November" could not prefer what happened in a November."""
    assert times_in(fold(text)) == ((), LONE_MONTHS[text])


@pytest.mark.parametrize("text", LANGUAGE_OF)
def test_the_language_of_a_question(text: str) -> None:
    """The answer would come in a language that the asker did not use."""
    assert language_of(text, words_of(fold(text))) == LANGUAGE_OF[text]


def test_a_neutral_question_takes_the_readers_language(finder: Finder) -> None:
    """ "che mao 1960" would be answered in English to somebody whose Telegram is in Spanish."""
    assert finder.read("che mao 1960", fallback="es").language == "es"
    assert not finder.read("che mao 1960", fallback="es").language_is_sure
    assert finder.read("when did Che meet Mao", fallback="es").language == "en"
    assert finder.read("when did Che meet Mao", language="zh").language == "zh"


@pytest.mark.parametrize(
    ("code", "language"),
    [("en", "en"), ("es-419", "es"), ("zh-hant", "zh"), ("ZH-Hans", "zh"), ("fr", None), ("", None), (None, None)],
)
def test_the_language_of_a_telegram_user(code: str | None, language: str | None) -> None:
    """A reader would get English although Telegram says which language is his."""
    assert language_from_code(code) == language


@pytest.mark.parametrize("text", FOLDED)
def test_folding(text: str) -> None:
    """A question without accents, in traditional characters or with invisible ones would find nothing."""
    assert fold(text) == FOLDED[text]


@pytest.mark.parametrize("text", WORDS)
def test_cutting_into_words(text: str) -> None:
    """Words that stand together would be missed one by one."""
    assert words_of(text) == WORDS[text]


@pytest.mark.parametrize("text", NAMED)
def test_names_in_a_question(text: str) -> None:
    """A misspelt name would not be understood, or Raúl would be taken for Fidel."""
    mentions = Phrases(NAMES).find(words_of(fold(text)), "en", lambda _: False)
    assert [(" ".join(sorted(m.keys)), " ".join(m.words)) for m in mentions] == NAMED[text]


def test_a_word_that_the_base_knows_is_not_corrected() -> None:
    """ "Casto" (chaste), if a fact speaks of it, would be read as Castro."""
    phrases = Phrases(NAMES)
    assert keys_of(phrases.find(["casto"], "es", lambda _: False)) == {"fidel", "raul"}
    assert phrases.find(["casto"], "es", lambda word: word == "casto") == []


def test_a_misspelt_name_counts_less() -> None:
    """A slip of the keyboard would weigh as much as a name that is certain."""
    sure, unsure = (Phrases(NAMES).find(words, "en", lambda _: False) for words in (["castro"], ["kastro"]))
    assert sure[0].likeness == 1.0
    assert 0.7 < unsure[0].likeness < 1.0


@pytest.mark.parametrize("text", DIRECTIONS)
def test_who_acts_towards_whom(finder: Finder, text: str) -> None:
    """ "China's exports to Cuba" would be answered with Cuba's exports to China."""
    assert finder.read(text).direction == DIRECTIONS[text]


HEADINGS = {
    "Xi Jinping in Havana": "china-to-cuba",
    "习近平访问哈瓦那": "china-to-cuba",
    "习近平去古巴签了什么": "china-to-cuba",
    "胡锦涛访古": "china-to-cuba",
    "when did Hu visit Cuba": "china-to-cuba",
    "Raúl Castro in Beijing": "cuba-to-china",
    "劳尔·卡斯特罗访问北京": "cuba-to-china",
    "卡斯特罗访华": "cuba-to-china",
    "cuándo fue Díaz-Canel a China": "cuba-to-china",
    "Castro and Xi met": None,
    "中国与古巴": None,
}


@pytest.mark.parametrize("text", HEADINGS)
def test_who_went_to_whom(finder: Finder, text: str) -> None:
    """ "Xi in Havana" would be answered with Díaz-Canel in Beijing."""
    assert finder.read(text).heading == HEADINGS[text]


def test_who_went_where_says_nothing_of_loans(finder: Finder) -> None:
    """ "The credit that Che brought home from Beijing" would be declined, as the credit went the other way."""
    assert finder.read("the credit that Guevara got in Beijing").direction is None


ORDINALS = {
    "the first ambassador": {1},
    "the very earliest ship": {1},
    "首任大使": {1},
    "江泽民头一回去古巴": {1},
    "头一年": set(),
    "最先到的那条船": {1},
    "二次访华": {2},
    "el segundo viaje": {2},
    "第二次访华": {2},
    "the 5th seminar": {5},
    "5th?": {5},
    "el quinto seminario": {5},
    "第五届": {5},
    "第12届": {12},
    "the 20th century": set(),
    "siglo 20": set(),
    "the 60th anniversary": set(),
    "5th of July": set(),
    "第三方": set(),
    "the First World War": set(),
    "no number": set(),
}


@pytest.mark.parametrize("text", ORDINALS)
def test_which_one_of_several(finder: Finder, text: str) -> None:
    """The fourth party seminar would be given for the fifth."""
    assert finder.read(text).ordinals == ORDINALS[text]


# what is asked: what is left of it when the wrapping is off
FRAMED = {
    "I wonder how large the credit was": "how large the credit was",
    "Somebody told me Xi met Fidel. Is that so?": "xi met fidel",
    "I'd like to know when the loan was signed": "when the loan was signed",
    "cigars & china, what do you have": "cigars china",
    "Me gustaría saber cuándo llegó": "cuando llego",
    "Me contaron que los pilotos aprendieron en China, ¿no?": "los pilotos aprendieron en china",
    "我想知道胡锦涛访古": "胡锦涛访古",
    "听说中国免掉了债，这说法靠谱吗？": "中国免掉了债",
    "I wonder": "i wonder",
    "是吗": "是吗",
    "who built the hotel": "who built the hotel",
}


@pytest.mark.parametrize("text", FRAMED)
def test_what_a_question_is_wrapped_in(finder: Finder, text: str) -> None:
    """Words that nobody wrote of China and Cuba ("I wonder whether") would count against every fact."""
    assert " ".join(finder.read(text).words) == FRAMED[text]


def test_a_year_of_two_digits_counts_as_the_year(finder: Finder) -> None:
    """ "61" in a question would be a number that no fact has."""
    assert finder.read("which president went in 61").words[-1] == "1961"


SIDES = {
    "what did Beijing say": {"china"},
    "卡斯特罗访华": {"china", "cuba"},
    "Cuba and Moscow": {"cuba"},
    "hello": set(),
}


@pytest.mark.parametrize("text", SIDES)
def test_which_countries_are_named(finder: Finder, text: str) -> None:
    """A question on Cuba and Russia would be answered as if it were on Cuba and China."""
    assert finder.read(text).sides == SIDES[text]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SMALL_TALK.items() for text in texts])
def test_small_talk(finder: Finder, kind: str, text: str) -> None:
    """A greeting would be answered "I do not know"."""
    assert small_talk_in(finder.read(text)) == kind


@pytest.mark.parametrize("text", NO_SMALL_TALK)
def test_a_question_is_not_small_talk(finder: Finder, text: str) -> None:
    """A question that begins politely would get a greeting for an answer."""
    assert small_talk_in(finder.read(text)) is None


# OpenCC turns this one character into one that it turns into yet another.
TWICE_SIMPLIFIED = "薴"
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=TWICE_SIMPLIFIED))
han_text = st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF, exclude_characters=TWICE_SIMPLIFIED))
dates_and_numbers = st.text("0123456789年月日代-–/.,'’ s前后从到asy至和~", max_size=60)
long_text = st.builds(lambda piece, times: (piece * times)[:5000], any_text.filter(bool), st.integers(1, 5000))


@given(st.one_of(any_text, han_text, dates_and_numbers))
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is stored folded and what is asked would be folded differently, and never meet."""
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_words_are_parts_of_the_text(text: str) -> None:
    """Words would be made up, or empty ones would match everything."""
    folded = fold(text)
    for word in words_of(folded):
        assert word
        assert word in folded
        assert all(map(has_han, word)) or not has_han(word)


@given(dates_and_numbers)
def test_times_are_in_order(text: str) -> None:
    """A span that ends before it begins would find nothing at all."""
    times, month = times_in(fold(text))
    assert all(found.first <= found.last for found in times)
    assert month is None or 1 <= month <= 12


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.one_of(any_text, long_text, dates_and_numbers))
def test_any_text_is_read_in_bounded_time(finder: Finder, text: str) -> None:
    """One odd message would stop the bot for everybody, by an exception or by taking seconds."""
    begin = time.perf_counter()
    question = finder.read(text)
    small_talk_in(question)
    assert time.perf_counter() - begin < 1.0
    assert question.language in ("en", "es", "zh")
    assert len(question.text) <= 4096


# Texts made to keep a backtracking pattern busy.
HOSTILE = {
    "digits": "1" * 5000,
    "years": "1960 " * 1000,
    "years joined": "1960" * 1250,
    "grouped digits": "1,234" * 1000,
    "groups that never end": "111 " * 1200 + "1",
    "direction without an end": "china s " * 600,
    "who is": "who is " + "the " * 1200,
    "thanks": "thanks " * 700 + "!",
    "ok": "ok " * 1600 + "x",
    "han": "中国" * 2500,
    "zh direction": "中国对" * 1600,
    "spaces": "from" + " " * 5000 + "1960",
    "expanding": "ﷺ" * 5000,
    "accents": "e" + "\u0301" * 4999,
    "invisible": "\u200b" * 5000,
    "zero": "\x00" * 5000,
    "one word": "a" * 5000,
    "many words": "a b " * 1250,
    "flags": "🇨🇺" * 1250,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_decided_in_bounded_time(finder: Finder, name: str) -> None:
    """Anybody could stop the bot with one message."""
    begin = time.perf_counter()
    finder.decide(finder.read(HOSTILE[name]))
    assert time.perf_counter() - begin < 1.5
