"""Asking: SPARQL with the prefixes known, and the saved questions, which are documented files in kg/sparql."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ontology.namespaces import PREFIXES

from .errors import QueryError, QueryRefused

if TYPE_CHECKING:
    import pyoxigraph as ox

    from .guard import Checked
    from .store import Reader

    Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


def query(reader: Reader, text: str) -> Answer:
    """The answer to a SPARQL query over the union of all graphs: solutions, triples or a boolean of pyoxigraph.

    Known prefixes need no declaration. Raises QueryError, pointing at a typing error; SERVICE, updates and FROM with a graph that
    the store does not hold are refused before anything runs.
    """
    return ask_text(reader, text)


def ask_text(reader: Reader, text: str, trusted: bool = False) -> Answer:
    """As `query`; `trusted` text is a saved question's, which the tests have checked: it counts nothing twice and reaches nowhere."""
    from .guard import Checked, check

    return run(reader, Checked(text, "SELECT", False) if trusted else check(text))


def run(reader: Reader, checked: Checked) -> Answer:
    """The answer to a query that was checked. QueryRefused for a graph that the store does not hold."""
    import pyoxigraph as ox

    from .guard import explained
    from .ordering import orderly

    dataset: dict[str, Any]
    store, dataset = reader.store, {"use_default_graph_as_union": True}
    if checked.default or checked.named:
        from .union import chosen_graphs

        for graph in (*checked.default, *checked.named):
            if not reader.store.contains_named_graph(ox.NamedNode(graph)):
                raise QueryRefused(f"The store holds no graph <{graph}>, and nothing else is read. kg docs --iri lists the documents' graphs.")
        store = chosen_graphs(reader.store, checked.default, checked.named)
        dataset = {"default_graph": [ox.DefaultGraph()], "named_graphs": [ox.NamedNode(graph) for graph in checked.named]}
    elif checked.counts:
        store, dataset = reader.merged, {}
    try:
        return store.query(orderly(checked.text), prefixes=PREFIXES, **dataset)
    except SyntaxError:
        try:
            return store.query(checked.text, prefixes=PREFIXES, **dataset)  # so that an error is told in the query's own words
        except SyntaxError as error:
            raise explained(checked.text, error) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: a function that the engine does not have
        raise QueryError(f"The store could not answer: {error}") from error


# ---- saved questions --------------------------------------------------------------------------------------------------

_FIELD = re.compile(r"#\s*(title|zh|about|param|example)\s*([\w-]*)\s*:\s*(.*)")
_KINDS = ("sector", "body", "official", "meeting", "cited", "document", "thing", "date", "number")


@dataclass(frozen=True, slots=True)
class Parameter:
    """`--name VALUE`: binds the variable of that name. `kind` says what a value is: a name in the graph, a date or a number."""

    name: str
    kind: str
    about: str
    default: str | None = None  # None: may be left out, and then does not restrict; "!" : has to be given

    @property
    def required(self) -> bool:
        return self.default == "!"


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved question: a file whose head tells what it asks, in both languages, and how."""

    name: str
    title: str
    zh: str
    about: str
    parameters: tuple[Parameter, ...]
    example: str
    text: str


@cache
def saved_queries() -> Mapping[str, Saved]:
    """All saved questions by name."""
    found = {}
    for entry in sorted(files("kg").joinpath("sparql").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".rq"):
            question = _parse(entry.name[:-3], entry.read_text(encoding="utf-8"))
            if question is not None:
                found[question.name] = question
    return found


def _parse(name: str, text: str) -> Saved | None:
    """The question in a file; None for a query without a title, which is a part of some command."""
    said: dict[str, list[str]] = {}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = _FIELD.match(line)
        if match is None:
            continue
        field, key, value = match.groups()
        if field == "param":
            kind, _, about = value.partition(" ")
            kind, _, default = kind.partition("=")
            if kind not in _KINDS:
                raise ValueError(f"{name}.rq: unknown kind of parameter {kind}")
            parameters.append(Parameter(key, kind.rstrip("!"), about, default or ("!" if about.startswith("(required)") else None)))
        else:
            said.setdefault(field, []).append(value)
    if "title" not in said:
        return None
    joined = {field: " ".join(values) for field, values in said.items()}
    return Saved(name, joined["title"], joined.get("zh", ""), joined.get("about", ""), tuple(parameters), joined.get("example", ""), text)


def saved(name: str) -> Saved:
    """The saved question of that name. QueryError, with the nearest names, when there is none."""
    known = saved_queries()
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name, list(known), 3, 0.4)
        hint = f" Perhaps: {', '.join(near)}." if near else ""
        raise QueryError(f"There is no saved question {name!r}.{hint} kg query --list shows all.")
    return known[name]


def filled(reader: Reader, question: Saved, values: Mapping[str, Iterable[str]]) -> str:
    """The question's SPARQL with its parameters bound by VALUES clauses, so that it can be read, copied and run as it is.

    A name is looked up among all names in the graph; when it fits several things all of them are asked about. QueryError for an
    unknown parameter, a missing one, a name that nothing has, or a date or number that is none.
    """
    known = {p.name: p for p in question.parameters}
    for name in values:
        if name not in known:
            has = ", ".join(f"--{p}" for p in known) or "none"
            raise QueryError(f"The question {question.name} has no parameter --{name}. It has: {has}.")
    text = question.text
    for parameter in question.parameters:
        given = list(values.get(parameter.name, ()))
        if not given and parameter.required:
            raise QueryError(f"The question {question.name} needs --{parameter.name}: {parameter.about.removeprefix('(required) ')} Example: {question.example}")
        if not given and parameter.default is not None:
            given = [parameter.default]
        if given:
            terms = sorted({term for value in given for term in _terms(reader, parameter, value)})
            text = _bind(text, parameter, terms)
    return text


def _bind(text: str, parameter: Parameter, terms: list[str]) -> str:
    """Put the terms wherever the query says `# bind NAME` or `# filter NAME: PATTERN`, or take them as LIMIT."""
    if parameter.kind == "number":
        return re.sub(rf"(?m)^LIMIT \d+ # {parameter.name}$", f"LIMIT {terms[0]}", text)
    values = f"VALUES ?{parameter.name} {{ {' '.join(terms)} }}"
    bound, found = re.subn(
        rf"(?m)^(\s*)# (?:bind {parameter.name}|filter {parameter.name}: (.*))$",
        lambda m: f"{m[1]}{values}" + (f"\n{m[1]}{m[2]}" if m[2] else ""),
        text,
    )
    if not found:
        raise ValueError(f"the saved query does not say where {parameter.name} is bound")
    return bound


def _terms(reader: Reader, parameter: Parameter, value: str) -> list[str]:
    if parameter.kind == "date":
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            raise QueryError(f"--{parameter.name} is a date as 2023-04-30, 2023-04 or 2023, not {value!r}.")
        return [f'"{value}"']
    if parameter.kind == "number":
        if not value.isdecimal():
            raise QueryError(f"--{parameter.name} is a whole number, not {value!r}.")
        return [value]
    from . import naming

    kinds = {
        "sector": naming.SECTORS,
        "body": naming.BODIES,
        "official": naming.OFFICIALS,
        "meeting": naming.MEETINGS,
        "cited": naming.CITED,
        "document": naming.DOCUMENTS,
        "thing": naming.SUBJECTS,
    }[parameter.kind]
    known = naming.names(reader.store)
    found = naming.resolve(known, value, kinds)
    if not found:
        raise QueryError(f"Nothing in the graph that --{parameter.name} could mean is called {value!r}.{_near(known, kinds, value)}")
    return [f"<{named.iri}>" for named in found]


def _near(known: Iterable[object], kinds: Iterable[str], value: str) -> str:
    from difflib import get_close_matches

    wanted = frozenset(kinds)
    labels = {n.label for n in known if n.kinds & wanted}  # type: ignore[attr-defined]
    near = get_close_matches(value, sorted(labels), 3, 0.3)
    return f" Perhaps: {'、'.join(near)}." if near else ""


def ask(reader: Reader, name: str, **values: str | Iterable[str]) -> Answer:
    """The answer to a saved question: `kg.ask(store, "who-is-responsible", sector="危化品")`."""
    given = {key.replace("_", "-"): [v] if isinstance(v, str) else list(v) for key, v in values.items()}
    text = filled(reader, saved(name), given)
    return ask_text(reader, text, trusted=True)
