"""Why a question was decided as it was: the reading, the candidates, the vetoes and the thresholds, as plain lines."""

from __future__ import annotations

from bot.matching.decision import Decision
from bot.matching.question import Question

SHOWN = 5


def explanation(decision: Decision) -> str:
    """The whole explanation of a decision, for a curator or a developer."""
    lines = [_reading(decision.question)]
    for candidate in decision.candidates[:SHOWN]:
        views = " ".join(f"{name} {value:.2f}" for name, value in candidate.views.items())
        vetoes = f"; vetoed for its {', '.join(candidate.fit.vetoes)}" if candidate.fit.vetoes else ""
        lines.append(
            f"  {candidate.score:.2f} {candidate.fact.id}{vetoes}\n       {views}\n       “{candidate.phrasing}”"
        )
    if decision.doubts:
        lines.append(f"not borne out by the best: {', '.join(decision.doubts)}")
    if decision.bar:
        lines.append(
            f"scope {decision.scope:.3f} (taken up from {decision.bar.scope}), confidence {decision.score:.3f} "
            f"(answered from {decision.bar.answer}), margin {decision.margin:.3f}"
        )
    given = ", ".join(fact.id for fact in decision.facts) or "nothing"
    lines.append(f"outcome {decision.outcome}{f' ({decision.reason})' if decision.reason else ''}: {given}")
    return "\n".join(lines)


def _reading(question: Question) -> str:
    flags = [
        name
        for name, on in (
            ("a list", question.wants_list),
            ("the latest", question.wants_latest),
            ("negated", question.is_negated),
        )
        if on
    ]
    flags += [f"number {number}" for number in sorted(question.ordinals)]
    parts = [f"language {question.language}{'' if question.language_is_sure else ' (by default)'}"]
    parts += [f"{time.extent.value} {time.first}…{time.last}" for time in question.times]
    parts += [f"name {'/'.join(sorted(m.keys))} (“{' '.join(m.words)}”)" for m in question.mentions]
    parts += [f"concept {'/'.join(sorted(m.keys))}" for m in question.concepts]
    parts += [f"direction {question.direction}"] if question.direction else []
    parts += [f"asks for {', '.join(flags)}"] if flags else []
    return "read as: " + "; ".join(parts)
