"""Which words a document is read with: the ontology's, and those of an office's lexicon while it is in use.

The dictionary is asked for by many small functions of the reader, none of which is told about lexicons: `per_lexicon` keeps what each made of
it, once for every lexicon. `using` is called at one place, around the reading of one document, so that the reading depends on nothing
but its arguments; other threads and what comes after do not see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from .lexicon import Lexicon

_IN_USE: ContextVar[Lexicon | None] = ContextVar("zeren_lexicon", default=None)

_P = ParamSpec("_P")
_T = TypeVar("_T")


@contextmanager
def using(lexicon: Lexicon | None) -> Iterator[None]:
    """Inside the block the dictionary holds the lexicon's words too."""
    token = _IN_USE.set(lexicon)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def in_use() -> Lexicon | None:
    """The lexicon whose words count now; None for the ontology alone."""
    return _IN_USE.get()


def taught(kind: str, *ids: str) -> tuple[str, ...]:
    """What the lexicon in use adds to the concepts of these ids; () without one."""
    lexicon = _IN_USE.get()
    return tuple(name for entry in lexicon.of(kind) if entry.id in ids for name in entry.names) if lexicon else ()


def per_lexicon(maxsize: int | None = None) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """As functools.lru_cache, but what was made with one lexicon is not given to a reader with another."""

    def decorate(make: Callable[_P, _T]) -> Callable[_P, _T]:
        plain = lru_cache(maxsize)(make)

        @lru_cache(32 if maxsize is None else maxsize)
        def taught(lexicon: Lexicon, *args: Any, **kwargs: Any) -> _T:
            return make(*args, **kwargs)

        @wraps(make)
        def asked(*args: Any, **kwargs: Any) -> _T:
            lexicon = _IN_USE.get()
            return plain(*args, **kwargs) if lexicon is None else taught(lexicon, *args, **kwargs)

        return cast(Callable[_P, _T], asked)

    return decorate
