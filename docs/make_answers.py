"""Write docs/answers.md: every answer with its question, command, SPARQL and the output on the bundled documents.

    python docs/make_answers.py

Builds the documents of kg/samples into a temporary store, runs each command and puts what it printed into the page. Long output is
cut to the lines that the page has room for, and the page says so.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN = 16  # lines of output
WIDE = 118  # columns


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its heading, what is asked, what to know, the commands, and the saved questions behind them."""

    heading: str
    question: str
    about: str
    commands: tuple[str, ...]
    queries: tuple[str, ...]


PARTS = (
    Part(
        "Ledger 责任清单",
        "Who must do what, by when, in which role, on whose word, and where is that written?",
        "One row a measure. `--body` takes a name, a part of one or a function (公安 fits 县公安局), `--sector` includes the narrower sectors, `--level` is the level of "
        "the meeting that required it, else of the place whose document it is. The task is the text as read, with damage repaired and in simplified script; the quote "
        "(in csv, json and as a comment in the workbook) is the text as it stands. `-o ledger.xlsx` writes a workbook with a sheet for each body, `-o ledger.docx` "
        "a 任务分工表, `-o ledger.csv` a file that spreadsheet programs open with Chinese intact; no cell starts a formula.",
        ("kg ledger --body 消防 --role lead", "kg ledger --sector 校园安全 --format json"),
        ("demands", "demands-bearers", "demands-links"),
    ),
    Part(
        "Gaps 责任缺口",
        "Which duties does nobody hold, and which have no end?",
        "Eight kinds, each a query of its own: `kg gaps --queries` prints them. `--fail-on any` (or kinds with commas between) ends with status 1 when such gaps are found, "
        "so that the command can stand in a check. What no lower meeting takes up is decided by the comparison of wording that the chain uses.",
        ("kg gaps --as-of 2024-06-30 --rows 2", "kg gaps --as-of 2024-06-30 --kind two-leads --fail-on two-leads"),
        ("gap-sector-without-lead", "gap-measure-without-bearer", "gap-measure-without-deadline", "gap-body-without-task", "gap-two-leads", "gap-deadline-past", "gap-requirement-not-taken-up", "gap-cited-unidentified"),
    ),
    Part(
        "Chain 传达链条",
        "How does an instruction travel, and what becomes of it on the way?",
        "Meetings are linked by what they pass on (传达、贯彻、会后、收听收看). Where a document relays several levels and does not say which passed on which, the link is inferred and "
        "marked 推定. A requirement below descends from the one above that it is likest to, when both share a sector (or neither has one) and an action "
        "(kg/words/actions.csv) and are at least 0.3 alike, or are 0.5 alike whatever the action. *Likeness* is the Dice coefficient of the two texts' words as "
        "jieba's search mode cuts them, without the words that any two demands share (kg/words/glue.txt). *Copied* (照抄) is the share of characters that stand in runs of five "
        "or more which the text above has too. 未传导: nothing below answers to it; 新增: nothing above asked for it; 隔级承接: taken from farther up. Formats: tree, table, csv, json, md, xlsx, dot, svg.",
        ("kg chain", "kg chain 全省安全生产电视电话会议暨省安委会全体会议 --format table"),
        ("chain-meetings", "chain-links", "chain-named"),
    ),
    Part(
        "Compare 比较",
        "What came, went or changed between two documents, meetings, dates or stores?",
        "Measures are paired one to one, the likest first, by the rule of the chain. 【】 marks what differs.",
        ("kg diff 2023 2022", "kg diff 县安委会召开2023年第三次全体（扩大）会议 信河县消防安全集中除患 --format csv --headings key"),
        ("diff-dated", "diff-sectors"),
    ),
    Part(
        "Subjects 对象",
        "What is known about this body, official, sector, meeting or document?",
        "A name that fits several things lists them; `--all` shows each.",
        ("kg show 县消防救援大队", "kg show 县消防救援大队 --all --rows 3"),
        ("show-facts", "show-incoming", "show-measures", "show-mentions"),
    ),
    Part(
        "Search 检索",
        "Where is this spoken of?",
        "Either script, any known spelling, ranked by BM25; letters are tried as the initials of names in pinyin when pypinyin is installed.",
        ("kg search 電動自行車充電 -n 5", "kg search 重大隐患 挂牌督办 -n 5"),
        ("names", "demands"),
    ),
    Part(
        "Network 协作网络",
        "Which bodies share work, and who stands between the sectors?",
        "`-o net.svg` draws it, `-o net.graphml` is for Gephi. Collectives (各乡镇, 企业) are left out unless `--collectives` is given.",
        ("kg network",),
        ("network-work",),
    ),
    Part(
        "Questions in words 问答",
        "谁负责森林防火？",
        "A closed set of forms (`kg ask --forms`; kg/words/questions.toml), each answered by a saved question, which is shown. What is not understood is said to be so.",
        ("kg ask 谁牵头燃气？", "kg ask 哪次会议要求森林防火？", "kg ask 今天天气怎么样"),
        ("ask-who", "ask-must", "ask-when", "ask-meeting", "ask-basis", "ask-required", "ask-chair", "ask-held", "ask-posts"),
    ),
)


def run(command: str, store: Path) -> tuple[str, int]:
    """What the command prints, errors included, and its exit status."""
    program = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    environment = {**os.environ, "KG_STORE": str(store), "PYTHONPATH": str(ROOT), "KG_WIDTH": str(WIDE)}
    done = subprocess.run([sys.executable, "-c", program, *shlex.split(command)[1:]], capture_output=True, env=environment, cwd=ROOT)
    return (done.stdout + done.stderr).decode(), done.returncode


def shortened(output: str) -> str:
    """The first lines, each cut to the page's width."""
    from kg.tables import cut

    lines = [cut(line, WIDE) for line in output.rstrip("\n").split("\n")]
    more = len(lines) - SHOWN
    return "\n".join(lines[:SHOWN] + ([f"… {more} more lines"] if more > 0 else []))


def page(store: Path) -> str:
    """The whole page as Markdown."""
    from kg.answers import saved

    out = ["# Answers", "", "Made by `python docs/make_answers.py` from the bundled documents (`kg build kg/samples`). Output is cut to the page; a terminal shows all of it.", ""]
    out.append("Every answer takes `--format table|csv|json|md|xlsx`, `-o FILE` (the ending tells the format) and `--headings zh|en|key`; every row carries document, offsets and quote.\n")
    for part in PARTS:
        out += [f"## {part.heading}", "", f"*{part.question}*", "", part.about, ""]
        for command in part.commands:
            output, status = run(command, store)
            out += ["```console", f"$ {command}", shortened(output), *([f"[exit status {status}]"] if status else []), "```", ""]
        for name in part.queries:
            out += [f"<details><summary><code>{name}.rq</code></summary>", "", "```sparql", saved(name).rstrip("\n"), "```", "", "</details>", ""]
    return "\n".join(out)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        told, status = run(f"kg build kg/samples --quiet --store {store}", store)
        if status:
            sys.exit(told)
        (Path(__file__).parent / "answers.md").write_text(page(store), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
