"""The provinces, prefectures and counties of China: rows of jurisdictions.csv, and how that file is made.

The names and GB/T 2260 codes come from the table that JioNLP carries (Apache-2.0, kept up to date). It is no dependency: install
`jionlp` anywhere, unzip its `dictionary/china_location.zip` and run `python -m ontology.jurisdictions china_location.txt`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from .record import record

_HEAD = """\
# code: GB/T 2260 code of six digits; 660000 and 6601xx (the Production and Construction Corps, which GB/T 2260 has not) are our own
# name: the full name
# short: the name without its kind (广东, 黔东南, 阿坝州 apart); empty where nobody uses one
# level: province, prefecture or county
# parent: code of the place that contains it, empty for a province
# sign: the characters by which document numbers of a province begin (皖政办)
# plain: 1 where the short name is also an ordinary word or a part of many, so that alone it names no place
# source: JioNLP's china_location.txt, written by python -m ontology.jurisdictions
"""
_FIELDS = ("code", "name", "short", "level", "parent", "sign", "plain")
_SIGNS = "110000京 120000津 130000冀 140000晋 150000内 210000辽 220000吉 230000黑 310000沪 320000苏 330000浙 340000皖 350000闽 360000赣 370000鲁 410000豫 420000鄂 430000湘 440000粤 450000桂 460000琼 500000渝 510000川 520000黔 530000云 540000藏 610000陕 620000甘 630000青 640000宁 650000新 660000兵"
# Seats of the Corps' divisions: facts of law, absent from GB/T 2260.
_DIVISIONS = ("一阿拉尔", "二铁门关", "三图木舒克", "四可克达拉", "五双河", "六五家渠", "七胡杨河", "八石河子", "九白杨", "十北屯", "十二", "十三新星", "十四昆玉")
# Short names that are words, or parts of words, rivers, mountains or seas as well.
_PLAIN_WORDS = """
长治 来宾 中山 朝阳 大同 安康 和田 北海 平凉 海东 海西 海北 三明 南通 南平 百色 开封 安顺 通化
白山 白银 金昌 武威 广安 宁德 泰安 吉安 安庆 黄山 常德 天水 日照 清远 河源 孝感 怒江 红河 凉山
山南 临夏 玉树 固原 大庆 庆阳 丽水 保山 文山 四平 白城 松原 黔南 海南州 中卫 德州 大兴安岭
第一师 第二师 第三师 第四师 第五师 第六师 第七师 第八师 第九师 第十师 第十二师 第十三师 第十四师
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


@record
class Row:
    """One place, as jurisdictions.csv explains its fields."""

    code: str
    name: str
    short: str
    level: str
    parent: str
    sign: str
    plain: bool


@cache
def rows() -> tuple[Row, ...]:
    """All places, by code; parents stand before what they contain."""
    lines = [line for line in (files("ontology") / "jurisdictions.csv").read_text("utf-8").splitlines() if not line.startswith("#")]
    cells = csv.reader(lines)
    if tuple(next(cells)) != _FIELDS:
        raise ValueError(f"jurisdictions.csv does not begin with {','.join(_FIELDS)}.")
    return tuple(Row(code, name, short, level, parent, sign, plain == "1") for code, name, short, level, parent, sign, plain in cells)


def _level(code: str) -> str:
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def _source(path: Path) -> Iterator[tuple[str, str, str]]:
    for line in path.read_text("utf-8").splitlines():
        depth = len(line) - len(line.lstrip("\t"))
        fields = line.strip("\t").split("\t")
        if depth <= 2 and len(fields) == 3 and "直辖" not in fields[0]:
            yield fields[1], fields[0], fields[2]
    yield "660000", "新疆生产建设兵团", "新疆兵团"
    for number, division in enumerate(_DIVISIONS, 1):
        ordinal = division[:2] if division[:2] in ("十二", "十三", "十四") else division[0]
        yield f"66{number:02}00", f"新疆生产建设兵团第{ordinal}师", f"第{ordinal}师"


def write(source: Path) -> int:
    """Write jurisdictions.csv from JioNLP's table; returns the number of places."""
    signs = {entry[:6]: entry[6:] for entry in _SIGNS.split()}
    places: dict[str, tuple[str, str]] = {}
    for code, name, short in _source(source):
        places.setdefault(code, (name, "" if short == name else short.split("/")[-1]))
    with (Path(__file__).parent / "jurisdictions.csv").open("w", encoding="utf-8", newline="") as out:
        out.write(_HEAD)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_FIELDS)
        for code in sorted(places):
            name, short = places[code]
            level = _level(code)
            above = code[:4] + "00" if level == "county" else code[:2] + "0000"
            parent = "" if level == "province" else above if above in places else code[:2] + "0000"
            plain = bool(short) and (level == "county" or short in _PLAIN)
            writer.writerow((code, name, short, level, parent, signs.get(code, ""), "1" if plain else ""))
    return len(places)


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]))
