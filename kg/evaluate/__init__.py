"""How well a graph agrees with documents that people have marked: `kg evaluate`.

    gold = read_folder(Path("gold"))
    result = evaluate(gold, store)          # an Oxigraph store with the graphs of the documents
    print(result.figures["measures"].f1, result.headline)

`gold` reads the marked files, `graph` what was found in a document, `layers` sets the two side by side, `figures` counts, `report` and
`report_html` show it. Nothing here reads documents: the command does, or the store has them already.
"""

from __future__ import annotations

from .figures import Evaluation, evaluate
from .gold import Gold, GoldError, read_folder
from .layers import EXTRA, HEADLINE, LAYERS

__all__ = ["EXTRA", "HEADLINE", "LAYERS", "Evaluation", "Gold", "GoldError", "evaluate", "read_folder"]
