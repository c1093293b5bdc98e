"""What a query may do: ask this store, nothing else. It is parsed before it runs, and refused by what stands in its algebra.

Oxigraph has no switch against SERVICE and follows it to the network, so no query with it may reach Oxigraph. The algebra also tells
whether it matters to the answer that a triple is said by two documents (see `kg.union`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ontology.namespaces import PREFIXES

from .errors import QueryError, QueryRefused
from .tokens import UPDATES, WORDS, Token, decoded, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run. `default` and `named` are the graphs of its FROM and FROM NAMED clauses.

    `counts` is True when the answer depends on how often a solution comes, as COUNT(*) or LIMIT without DISTINCT do.
    """

    text: str
    form: str  # SELECT, ASK, CONSTRUCT or DESCRIBE
    counts: bool
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def check(text: str) -> Checked:
    """The query, if it may run; QueryError for a typing error (pointed at), a change, SERVICE, or a form that cannot be checked."""
    text = decoded(text)
    found = list(tokens(text))
    _look(text, found)
    _unasked(text, found)
    try:
        query = _translated(text, found)
    except RecursionError:
        raise QueryError("The query is nested too deeply.") from None
    except Exception as error:  # pyparsing's and rdflib's own kinds: all mean that rdflib does not take it
        _fail_where_oxigraph_fails(text)
        raise QueryError(f"The query uses a form that cannot be checked ({error}). Write it in SPARQL 1.1.") from None
    algebra = query.algebra
    for node in _nodes(algebra):
        if node.name == "ServiceGraphPattern":
            raise QueryRefused(_NO_SERVICE)
    default, named = _dataset(algebra)
    form = {"SelectQuery": "SELECT", "AskQuery": "ASK", "ConstructQuery": "CONSTRUCT", "DescribeQuery": "DESCRIBE"}[algebra.name]
    return Checked(text, form, _counts(algebra), default, named)


_NO_SERVICE = "SERVICE is refused: a query may ask this store only, never another address. Take the SERVICE part out."


def _unasked(text: str, found: list[Token]) -> None:
    """Refuse a saved question's text in which nothing stands for what it has to ask about: it would ask about everything, for minutes."""
    if "# bind " not in text:
        return
    from .queries import saved_queries

    for question in saved_queries().values():
        if f"# title: {question.title}\n" not in text.replace("\r\n", "\n"):
            continue
        for parameter in question.parameters:
            marks = re.findall(rf"(?m)^[ \t]*# bind {parameter.name}[ \t\r]*$", text)
            uses = [found[at - 1].keyword or found[at - 1].text for at, token in enumerate(found) if token.text == f"?{parameter.name}"]
            if parameter.required and marks and not {"VALUES", "AS"} & set(uses):
                raise QueryError(
                    f"This is the saved question {question.name}, and it does not say which {parameter.name} it asks about. Ask it by its name "
                    f"({question.example}; at an endpoint /ask/{question.name}?{parameter.name}=…), or write VALUES ?{parameter.name} {{ … }} in place of # bind {parameter.name}."
                )


def _look(text: str, found: list[Token]) -> None:
    """What can be told from the tokens alone, and pointed at exactly."""
    if not found:
        raise QueryError("The query is empty. Give SPARQL, a file with -f, or a saved question with --name (kg query --list shows them).")
    known = set(PREFIXES)
    depth: list[Token] = []
    expected = {"{": "}", "(": ")", "[": "]"}
    previous = ""
    head = True  # still among PREFIX and BASE declarations
    for token in found:
        if token.kind == "other":
            what = "This quotation mark is never closed" if token.text in "\"'" else f"{token.text!r} means nothing here"
            raise _at(text, token.begin, what)
        if token.keyword == "SERVICE":
            raise QueryRefused(_NO_SERVICE)
        if head and token.kind == "word" and token.keyword not in ("PREFIX", "BASE"):
            head = False
            if token.keyword in UPDATES:
                raise QueryRefused(f"{token.keyword} changes the graph; kg query only asks. Documents come in with kg build and go out with kg remove.")
            if token.keyword not in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
                raise _at(text, token.begin, f"A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with {token.text}")
        if token.kind == "word" and token.keyword not in WORDS:
            raise _at(text, token.begin, f"{token.text} is no word of SPARQL{_perhaps(token.keyword)}")
        if token.kind == "name":
            if previous == "PREFIX":
                known.add(token.prefix)
            elif token.prefix not in known:
                raise _at(text, token.begin, f"The prefix {token.prefix}: is not known. Known are {', '.join(sorted(PREFIXES))}; declare others with PREFIX")
        if token.text in expected and token.kind == "mark":
            depth.append(token)
        elif token.kind == "mark" and token.text in "})]":
            if not depth or expected[depth[-1].text] != token.text:
                raise _at(text, token.begin, f"This {token.text} closes nothing")
            depth.pop()
        previous = token.keyword
    if depth:
        raise _at(text, depth[-1].begin, f"This {depth[-1].text} is never closed")


def _translated(text: str, found: list[Token]) -> Any:
    """The query's algebra. rdflib forgets a prefix when a second one stands for the same namespace: then its names are spelled out."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return translateQuery(parseQuery(text), initNs=PREFIXES)
    except Exception as error:
        if "Unknown namespace prefix" not in str(error):
            raise
    pieces, at = [], 0
    for token, iri in _iris(found):
        if token.kind == "name":
            pieces += [text[at : token.begin], f"<{iri}>"]
            at = token.end
    return translateQuery(parseQuery("".join([*pieces, text[at:]])), initNs=PREFIXES)


def _perhaps(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(WORDS), 1, 0.7)
    return f"; perhaps {near[0]} is meant" if near else ""


_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)


def _fail_where_oxigraph_fails(text: str) -> None:
    """Raise a QueryError that points at the place where Oxigraph's parser stops; nothing when it does not stop.

    The store asked here is empty and the text is known to hold no SERVICE.
    """
    import pyoxigraph as ox

    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        raise explained(text, error) from None


def explained(text: str, error: SyntaxError) -> QueryError:
    """Oxigraph's syntax error as one that points at its place in the query."""
    match = _PLACE.match(str(error))
    if match is None:
        return QueryError(f"The query is not right: {error}")
    line, column = int(match[1]), int(match[2])
    lines = text.split("\n")
    at = sum(len(earlier) + 1 for earlier in lines[: line - 1]) + column - 1
    # Oxigraph names the farthest place that it reached: the token before it is the one that does not fit, or near it
    at = max((token.begin for token in tokens(text) if token.begin < at), default=0)
    choices = match[3].replace("expected one of ", "").replace("expected ", "")
    short = [c for c in re.split(r", (?![^\[]*\])", choices) if len(c) < 16 and c != "[_]"]
    hint = f"; expected here: {', '.join(short)}" if 0 < len(short) <= 6 and len(short[0]) > 1 else ""
    return _at(text, at, f"The query cannot be understood from here on, or shortly before{hint}")


def _at(text: str, at: int, what: str) -> QueryError:
    """An error with the line of the query and a caret under the place."""
    from .tables import width

    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    line = text[start : len(text) if stop < 0 else stop]
    number = text.count("\n", 0, at) + 1
    shown = line.replace("\t", " ").rstrip("\r")
    caret = " " * width(shown[: at - start]) + "^"
    return QueryError(f"{what} (line {number}, column {at - start + 1}):\n  {shown}\n  {caret}")


def _nodes(node: Any) -> Iterator[Any]:
    """All algebra nodes below, itself included."""
    from rdflib.plugins.sparql.parserutils import CompValue

    stack, met = [node], set()
    while stack:
        now = stack.pop()
        if isinstance(now, CompValue):
            if id(now) in met:
                continue
            met.add(id(now))
            yield now
            stack.extend(now.values())
        elif isinstance(now, list | tuple | set | frozenset):
            stack.extend(now)
        elif isinstance(now, dict):
            stack.extend(now.values())


def _dataset(algebra: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    clauses = algebra.datasetClause or ()
    default = tuple(str(c.default) for c in clauses if c.default)
    named = tuple(str(c.named) for c in clauses if c.named)
    return default, named


def _counts(algebra: Any) -> bool:
    """Whether the number of times that a solution comes can show in the answer."""
    for node in _nodes(algebra):
        if node.name.startswith("Aggregate_") and node.name not in ("Aggregate_Min", "Aggregate_Max", "Aggregate_Sample") and not node.distinct:
            return True
        if node.name == "Slice" and not _once(node.p):
            return True
    return algebra.name == "SelectQuery" and not _once(algebra.p)


def _once(node: Any) -> bool:
    """Whether each of the node's solutions comes once: DISTINCT or one row a group."""
    while node.name in ("Project", "OrderBy", "Slice", "Extend", "Filter", "Reduced"):
        node = node.p
    return node.name in ("Distinct", "AggregateJoin")


def strange_terms(text: str, store: ox.Store) -> list[tuple[str, str]]:
    """Terms of the project's own vocabularies that the store has nowhere, each with the nearest that it has ("" when none is near).

    A mistyped class gives no error in SPARQL, only no rows. What a PREFIX or BASE declares is no term.
    """
    from difflib import get_close_matches

    import pyoxigraph as ox

    found: dict[str, str] = {}
    for token, iri in _iris(list(tokens(decoded(text)))):
        space = next((PREFIXES[prefix] for prefix in ("zr", "zrs", "zrf") if iri.startswith(PREFIXES[prefix])), None)
        if space is None or token.text in found:
            continue
        node = ox.NamedNode(iri)
        if any(next(iter(store.quads_for_pattern(*at)), None) is not None for at in ((node, None, None), (None, node, None), (None, None, node), (None, None, None, node))):
            continue
        graph = ox.NamedNode(space.rstrip("#"))
        subjects = {q.subject.value for q in store.quads_for_pattern(None, None, None, graph) if isinstance(q.subject, ox.NamedNode)}
        known = {value.removeprefix(space) for value in subjects if value.startswith(space) and value != space}
        near = get_close_matches(iri.removeprefix(space), sorted(known), 1, 0.6)
        found[token.text] = "" if not near else f"{token.prefix}:{near[0]}" if token.kind == "name" else f"<{space}{near[0]}>"
    return list(found.items())


def _iris(found: list[Token]) -> Iterator[tuple[Token, str]]:
    """The prefixed names and IRIs that a query uses, each with the IRI that it stands for; not those that its declarations hold."""
    spaces = dict(PREFIXES)
    for at, token in enumerate(found):
        before = [earlier.keyword for earlier in found[max(0, at - 2) : at]]
        if token.kind == "iri" and before[-2:-1] == ["PREFIX"]:
            spaces[found[at - 1].prefix] = token.text[1:-1]
        elif token.kind == "iri" and before[-1:] != ["BASE"]:
            yield token, token.text[1:-1]
        elif token.kind == "name" and before[-1:] != ["PREFIX"]:
            local = token.text.partition(":")[2]
            yield token, spaces.get(token.prefix, "") + re.sub(r"\\(.)", r"\1", local)
