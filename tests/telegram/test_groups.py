"""Group chats: when the bot is meant, when it is not, and where its answer goes."""

from __future__ import annotations

import pytest

from bot.answers.phrases import say
from tests.fake_bot_api import BOT, Chat, FakeBotApi, Message, Speaker, User
from tests.telegram.running import RunningBot

MAO = "mao-guevara-meeting-1960-11-19"
QUESTION = "When did Mao receive Che Guevara?"

MEANT = {
    "/ask": f"/ask {QUESTION}",
    "/ask@bot": f"/ask@china_cuba_bot {QUESTION}",
    "/ask@BOT": f"/ask@China_Cuba_Bot {QUESTION}",
    "/ask and a line break": f"/ask\n{QUESTION}",
    "/ask and spaces": f"/ask   {QUESTION}",
    "mention first": f"@china_cuba_bot {QUESTION}",
    "mention with a comma": f"@china_cuba_bot, {QUESTION}",
    "mention last": f"{QUESTION} @china_cuba_bot",
    "mention within": "When did Mao @china_cuba_bot receive Che Guevara?",
    "mention in capitals": f"@CHINA_CUBA_BOT {QUESTION}",
    "mention behind emoji": f"\U0001f1e8\U0001f1fa\U0001f468\u200d\U0001f469\u200d\U0001f467 @china_cuba_bot {QUESTION}",
    "mention behind another's": f"@china_cuba_bot {QUESTION} @china_cuba_bot",
}

NOT_MEANT = {
    "plain text": QUESTION,
    "somebody else's name": f"@somebody_else {QUESTION}",
    "a longer name": f"@china_cuba_bot_2 {QUESTION}",
    "an address with the name": f"write to me@china_cuba_bot.example {QUESTION}",
    "another bot's command": f"/ask@other_bot {QUESTION}",
    "an unknown command": "/weather Havana",
    "the command within": f"you should say /ask {QUESTION}",
    "the name without @": f"china_cuba_bot {QUESTION}",
}


@pytest.fixture(params=["group", "supergroup"])
def either(request: pytest.FixtureRequest, server: FakeBotApi) -> Chat:
    """A small group and a supergroup."""
    return server.group("Amigos", kind=request.param)


@pytest.fixture
def li(server: FakeBotApi, group: Chat) -> Speaker:
    """Somebody in the group."""
    return server.member(group)


@pytest.mark.parametrize("text", MEANT.values(), ids=list(MEANT))
async def test_the_bot_answers_when_it_is_addressed(bot: RunningBot, li: Speaker, text: str) -> None:
    """Somebody in a group would ask in a way that the help promises, and get no answer."""
    bot.decides("answer", MAO)
    answer = await bot.server.answer_to(li.says(text))
    assert bot.text_of(MAO) in answer.text


@pytest.mark.parametrize(
    "text", [text for name, text in MEANT.items() if "emoji" not in name], ids=[n for n in MEANT if "emoji" not in n]
)
async def test_the_address_is_no_part_of_the_question(bot: RunningBot, li: Speaker, text: str) -> None:
    """The bot's own name within the question would lead the matching astray."""
    answer = await bot.server.answer_to(li.says(text))
    assert bot.text_of(MAO) in answer.text


@pytest.mark.parametrize("text", NOT_MEANT.values(), ids=list(NOT_MEANT))
async def test_the_bot_keeps_silent_when_it_is_not_meant(bot: RunningBot, li: Speaker, text: str) -> None:
    """A group would remove a bot that talks into everything."""
    await bot.server.silence_after(li.says(text))


async def test_small_groups_and_supergroups_are_alike(bot: RunningBot, server: FakeBotApi, either: Chat) -> None:
    """The bot would work in one kind of group only."""
    somebody = server.member(either)
    await server.silence_after(somebody.says(QUESTION))
    assert bot.text_of(MAO) in (await server.answer_to(somebody.says(f"/ask {QUESTION}"))).text


async def test_a_link_to_the_bots_account_addresses_it(bot: RunningBot, li: Speaker) -> None:
    """Picking the bot from the list of members would not reach it where Telegram writes a link in place of @name."""
    link = {"type": "text_mention", "offset": 0, "length": 5, "user": BOT.as_json()}
    assert bot.text_of(MAO) in (await bot.server.answer_to(li.says(f"China {QUESTION}", entities=[link]))).text


async def test_a_reply_to_the_bot_is_a_question(bot: RunningBot, li: Speaker) -> None:
    """Somebody who replies to an answer with the next question would wait in vain."""
    answer = await bot.server.answer_to(li.says("/ask When did Cuba recognise Beijing?"))
    assert bot.text_of(MAO) in (await bot.server.answer_to(li.says(QUESTION, reply_to=answer))).text


async def test_anyone_may_reply_to_the_bot(bot: RunningBot, li: Speaker, group: Chat) -> None:
    """Only the one who asked first could go on asking."""
    answer = await bot.server.answer_to(li.says("/ask When did Cuba recognise Beijing?"))
    other = bot.server.member(group)
    assert bot.text_of(MAO) in (await bot.server.answer_to(other.says(QUESTION, reply_to=answer))).text


async def test_a_reply_to_somebody_else_is_not_for_the_bot(bot: RunningBot, li: Speaker, group: Chat) -> None:
    """The bot would break into a talk between two people."""
    other = bot.server.member(group)
    await bot.server.silence_after(other.says(QUESTION, reply_to=li.says("Do you know?")))


@pytest.mark.parametrize("words", ["@china_cuba_bot", "/ask", "/ask@china_cuba_bot", "@china_cuba_bot?!"])
async def test_pointing_the_bot_to_somebodys_question(bot: RunningBot, li: Speaker, group: Chat, words: str) -> None:
    """Calling the bot to a question that somebody else asked would get the help text."""
    other = bot.server.member(group)
    asked = li.says(QUESTION)
    called = other.says(words, reply_to=asked)
    assert bot.text_of(MAO) in (await bot.server.answer_to(called)).text
    assert bot.server.answers_to(asked) == [], "the answer goes to the one who called the bot"


async def test_words_of_ones_own_go_before_what_is_replied_to(bot: RunningBot, li: Speaker, group: Chat) -> None:
    """A question put in reply to some remark would be overlooked in favour of the remark."""
    other = bot.server.member(group)
    called = other.says(f"@china_cuba_bot {QUESTION}", reply_to=li.says("When did Cuba recognise Beijing?"))
    assert bot.text_of(MAO) in (await bot.server.answer_to(called)).text


async def test_a_quoted_part_is_the_question(bot: RunningBot, li: Speaker, group: Chat) -> None:
    """Of a long message, the part that was marked to be asked about would drown in the rest."""
    other = bot.server.member(group)
    asked = li.says(f"Good morning all! {QUESTION} And who has my keys?")
    called = other.says("@china_cuba_bot", reply_to=asked, quote={"text": QUESTION, "position": 18})
    assert bot.text_of(MAO) in (await bot.server.answer_to(called)).text


async def test_a_captioned_photo_can_be_pointed_at(bot: RunningBot, li: Speaker, group: Chat) -> None:
    """A question under a picture could not be handed to the bot."""
    photo = [{"file_id": "p", "file_unique_id": "q", "width": 9, "height": 9}]
    called = bot.server.member(group).says("@china_cuba_bot", reply_to=li.sends(photo=photo, caption=QUESTION))
    assert bot.text_of(MAO) in (await bot.server.answer_to(called)).text


async def test_a_mention_in_a_caption_addresses_the_bot(bot: RunningBot, li: Speaker) -> None:
    """A picture with a question to the bot would be ignored."""
    photo = [{"file_id": "p", "file_unique_id": "q", "width": 9, "height": 9}]
    answer = await bot.server.answer_to(li.sends(photo=photo, caption=f"@china_cuba_bot {QUESTION}"))
    assert bot.text_of(MAO) in answer.text


async def test_a_bare_mention_is_told_how_to_ask(bot: RunningBot, li: Speaker) -> None:
    """Somebody who tries whether the bot is there would hear nothing."""
    assert (await bot.server.answer_to(li.says("@china_cuba_bot"))).text == say("help", "en")


async def test_a_picture_is_passed_over_in_silence(bot: RunningBot, li: Speaker) -> None:
    """Every holiday picture in a group would be commented with "I can read text only"."""
    photo = [{"file_id": "p", "file_unique_id": "q", "width": 9, "height": 9}]
    await bot.server.silence_after(li.sends(photo=photo))
    answer = await bot.server.answer_to(li.says("/help"))
    await bot.server.silence_after(li.sends(photo=photo, reply_to=answer))


@pytest.mark.parametrize("text", ["\U0001f44d", "!", "…"])
async def test_a_thumb_for_an_answer_is_not_answered(bot: RunningBot, li: Speaker, text: str) -> None:
    """Thanking the bot with an emoji would bring "I do not know"."""
    answer = await bot.server.answer_to(li.says(f"/ask {QUESTION}"))
    await bot.server.silence_after(li.says(text, reply_to=answer))


@pytest.mark.parametrize("text", [f"/ask {QUESTION}", f"@china_cuba_bot {QUESTION}"])
async def test_other_bots_are_not_answered(bot: RunningBot, group: Chat, text: str) -> None:
    """Two bots could talk to each other for ever."""
    robot = bot.server.member(group, bot.server.user("Robot", is_bot=True))
    await bot.server.silence_after(robot.says(text))


async def test_inline_results_are_not_answered(bot: RunningBot, li: Speaker) -> None:
    """The bot would answer what it wrote itself, as somebody sent it into the group through its inline mode."""
    await bot.server.silence_after(li.says(f"/ask {QUESTION}", via_bot=BOT.as_json()))


async def test_administrators_who_hide_their_name_are_people(bot: RunningBot, group: Chat) -> None:
    """An anonymous administrator, whom Telegram shows as a bot, could not ask anything."""
    hidden = Speaker(bot.server, User(1087968824, "Group", "GroupAnonymousBot", None, is_bot=True), group)
    asked = hidden.says(f"/ask {QUESTION}", sender_chat=group.as_json())
    assert bot.text_of(MAO) in (await bot.server.answer_to(asked)).text


# Topics


@pytest.mark.parametrize("text", [f"/ask {QUESTION}", f"@china_cuba_bot {QUESTION}"])
async def test_the_answer_stays_in_the_topic(bot: RunningBot, forum: Chat, text: str) -> None:
    """An answer would turn up in a topic where nobody asked."""
    somebody = bot.server.member(forum)
    for title in ("History", "Trade"):
        topic = forum.topic(title, somebody.user)
        answer = await bot.server.answer_to(somebody.says(text, topic=topic))
        assert (answer.thread, bot.text_of(MAO) in answer.text) == (topic, True)


async def test_all_parts_of_a_long_answer_stay_in_the_topic(bot: RunningBot, forum: Chat) -> None:
    """The rest of a long answer would turn up in the General topic."""
    somebody = bot.server.member(forum)
    topic = forum.topic("History", somebody.user)
    facts = list(bot.finder.base.facts) * 2
    bot.decides("answer", *facts)
    asked = somebody.says("/ask everything", topic=topic)
    first = await bot.server.answer_to(asked)
    last = bot.text_of(facts[-1])
    own = BOT.id

    def parts() -> list[Message]:
        return [Message(forum, i) for i, raw in list(forum.messages.items()) if raw["from"]["id"] == own]

    await bot.server.until(lambda: sum(p.text.count(last) for p in parts()) == 2 or None, "the last part")
    assert parts()[0] == Message(forum, first.id)
    assert {part.thread for part in parts()} == {topic}


async def test_the_general_topic_is_answered_there(bot: RunningBot, forum: Chat) -> None:
    """In the General topic the bot would be mute, as Telegram refuses its thread id."""
    answer = await bot.server.answer_to(bot.server.member(forum).says(f"/ask {QUESTION}"))
    assert answer.thread is None


async def test_speaking_in_a_topic_is_not_replying(bot: RunningBot, forum: Chat) -> None:
    """In a topic, which every message formally replies to, the bot would take each message for a reply."""
    somebody = bot.server.member(forum)
    await bot.server.silence_after(somebody.says(QUESTION, topic=forum.topic("History", somebody.user)))
    await bot.server.silence_after(somebody.says(QUESTION, topic=forum.topic("Opened by the bot", BOT)))


async def test_a_bare_mention_in_a_topic_gets_help(bot: RunningBot, forum: Chat) -> None:
    """The message that opened the topic would be taken for the question."""
    somebody = bot.server.member(forum)
    asked = somebody.says("@china_cuba_bot", topic=forum.topic(QUESTION, somebody.user))
    assert (await bot.server.answer_to(asked)).text == say("help", "en")


async def test_a_reply_to_the_bot_in_a_topic_is_a_question(bot: RunningBot, forum: Chat) -> None:
    """In topics nobody could go on asking by replying."""
    somebody = bot.server.member(forum)
    topic = forum.topic("History", somebody.user)
    first = await bot.server.answer_to(somebody.says("/ask When did Cuba recognise Beijing?", topic=topic))
    answer = await bot.server.answer_to(somebody.says(QUESTION, topic=topic, reply_to=first))
    assert (answer.thread, bot.text_of(MAO) in answer.text) == (topic, True)


async def test_a_thread_of_comments_is_not_a_topic(bot: RunningBot, group: Chat) -> None:
    """Under a channel's posts, whose comments carry a thread id without being topics, answers would be refused."""
    somebody = bot.server.member(group)
    post = somebody.says("A post of the channel")
    asked = somebody.says(f"/ask {QUESTION}", reply_to=post, message_thread_id=post.id)
    assert bot.text_of(MAO) in (await bot.server.answer_to(asked)).text


async def test_a_removed_question_is_still_answered(bot: RunningBot, li: Speaker, group: Chat) -> None:
    """A question deleted in the meantime would end in a fault in place of an answer."""
    asked = li.says(f"/ask {QUESTION}")
    del group.messages[asked.id]
    assert (await bot.server.next_message(asked)).replies_to is None
