"""ORDER BY that the engine can carry out on whatever stands in the graph.

Oxigraph compares two numbers by their value and a number with a text by their letters, so that 9 < 10, 10 < "5" and "5" < 9. Its sorting
notices now and then that this is no order, and ends the whole process, past any handler. SPARQL leaves open how numbers and texts mix
(1.1, 15.1), so numbers may all come behind the texts: `ORDER BY ?x` becomes `ORDER BY (ISNUMERIC(?x)) ?x`.
"""

from __future__ import annotations

from .tokens import Token, tokens


def orderly(text: str) -> str:
    """The query with numbers sorted apart from all else, wherever it sorts by a variable. Other conditions stay as they are."""
    found = list(tokens(text))
    pieces, done = [], 0
    for at, token in enumerate(found[:-1]):
        if token.keyword == "ORDER" and found[at + 1].keyword == "BY":
            for begin, condition in _conditions(found, at + 2):
                pieces += [text[done:begin], condition]
                done = begin
    return "".join([*pieces, text[done:]])


def _conditions(found: list[Token], at: int) -> list[tuple[int, str]]:
    """For each variable in an ORDER BY that begins at `found[at]`: where it stands, and the condition to put before it."""
    new = []
    while at < len(found):
        token = found[at]
        if token.kind == "variable":
            new.append((token.begin, f"(ISNUMERIC({token.text})) "))
            at += 1
            continue
        bracket = at if token.text == "(" else at + 1
        if bracket >= len(found) or found[bracket].text != "(" or token.keyword in ("LIMIT", "OFFSET", "VALUES"):
            break  # the clause is over, or holds what no one sorts by
        end = _closing(found, bracket)
        inside = found[bracket + 1 : end]
        if len(inside) == 1 and inside[0].kind == "variable" and token.keyword in ("", "ASC", "DESC") and token.kind in ("word", "mark"):
            new.append((token.begin, f"{token.keyword}(ISNUMERIC({inside[0].text})) "))
        at = end + 1
    return new


def _closing(found: list[Token], at: int) -> int:
    """The bracket that closes `found[at]`."""
    depth = 0
    for place in range(at, len(found)):
        depth += {"(": 1, ")": -1}.get(found[place].text, 0) if found[place].kind == "mark" else 0
        if depth == 0:
            return place
    return len(found)
