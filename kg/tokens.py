"""SPARQL text cut into tokens: enough to see what a query reaches for, and to point at a typing error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<space>[\s\ufeff]+ | \#[^\r\n]*)
    | (?P<string>\"{3}(?:(?:\"{0,2})(?:[^"\\]|\\.))*\"{3} | '{3}(?:(?:'{0,2})(?:[^'\\]|\\.))*'{3}
                 | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$][\w\u00b7]+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[\w\u00b7.\-]*[\w\u00b7\-])
    | (?P<name>(?P<prefix>(?:[^\W\d_](?:[\w.\u00b7\-]*[\w\u00b7\-])?)?):(?:(?:[\w\u00b7:\-.]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*(?:[\w\u00b7:\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)
    | (?P<number>[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
    | (?P<word>[A-Za-z_][\w]*)
    | (?P<mark>\^\^|&&|\|\||!=|<=|>=|<<|>>|[{}()\[\].,;*/|^+?!=<>\-~])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")

WORDS = frozenset(
    ["A", "ABS", "ADD", "ALL", "AS", "ASC", "ASK", "AVG", "BASE", "BIND", "BNODE", "BOUND", "BY", "CEIL", "CLEAR", "COALESCE", "CONCAT", "CONSTRUCT", "CONTAINS", "COPY", "COUNT", "CREATE", "DATA", "DATATYPE", "DAY", "DEFAULT", "DELETE", "DESC", "DESCRIBE", "DISTINCT", "DROP", "ENCODE_FOR_URI", "EXISTS", "FALSE", "FILTER", "FLOOR", "FROM", "GRAPH", "GROUP", "GROUP_CONCAT", "HAVING", "HOURS", "IF", "IN", "INSERT", "INTO", "IRI", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI", "LANG", "LANGMATCHES", "LCASE", "LIMIT", "LOAD", "MAX", "MD5", "MIN", "MINUS", "MINUTES", "MONTH", "MOVE", "NAMED", "NOT", "NOW", "OFFSET", "OPTIONAL", "ORDER", "PREFIX", "RAND", "REDUCED", "REGEX", "REPLACE", "ROUND", "SAMETERM", "SAMPLE", "SECONDS", "SELECT", "SEPARATOR", "SERVICE", "SHA1", "SHA256", "SHA384", "SHA512", "SILENT", "STR", "STRAFTER", "STRBEFORE", "STRDT", "STRENDS", "STRLANG", "STRLEN", "STRSTARTS", "STRUUID", "SUBSTR", "SUM", "TIMEZONE", "TO", "TRUE", "TZ", "UCASE", "UNDEF", "UNION", "URI", "USING", "UUID", "VALUES", "WHERE", "WITH", "YEAR"]
)
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query at `[begin, end)`; `kind` is one of string, iri, variable, tag, blank, name, number, word, mark, other."""

    kind: str
    text: str
    begin: int
    prefix: str = ""  # of a name

    @property
    def end(self) -> int:
        return self.begin + len(self.text)

    @property
    def keyword(self) -> str:
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> Iterator[Token]:
    """All tokens but blanks and comments."""
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None  # `other` takes any character
        if match.lastgroup is None or match["space"] is None:
            kind = next(k for k in ("string", "iri", "variable", "tag", "blank", "name", "number", "word", "mark", "other") if match[k] is not None)
            yield Token(kind, match[0], at, match["prefix"] or "")
        at = match.end()


def decoded(text: str) -> str:
    """The query with code point escapes written out, as SPARQL has it done before anything else is looked at."""
    return _CODE_POINT.sub(lambda m: chr(int(m[1] or m[2], 16) & 0x1FFFFF) if int(m[1] or m[2], 16) < 0x110000 else m[0], text)
