"""Readings made by hand, for the tests of the graph: small documents whose every fact can be counted on one's fingers."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kg import schemes
from kg.rdf import to_trig
from kg.store import Entry, Writer
from ontology.namespaces import DATA, segment
from ontology.records import Document, Measure, Mention, Reading, Repair, Responsibility, Statement, Thing

COUNTY_TEXT = (
    "青溪县安全生产工作会议\n"
    "2023年3月8日，青溪县召开安全生产工作会议，传达学习全省安全生产电视电话会议精神，副县长柳明远主持会议。\n"
    "会议要求，应急管理局要牵头开展危险化学品专项检查，公安局配合，4月30日前完成；"
    "严禁超员超载；住建局要依据《建设工程安全生产管理条例》排查在建工地。\n"
    "各乡镇要加强森林防火。\n"
)
PROVINCE_TEXT = "全省安全生产电视电话会议于2023年2月20日召开，省长乔岩主持会议。会议强调，要抓好道路交通安全。\n"


def document(text: str, title: str, source: str, issued: str | None = None) -> Document:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Document(f"data:document/{sha[:16]}", sha, title, source, text, issued)


class Marker:
    """Finds quotes in one text, so that the offsets of a hand-made reading cannot be mistyped."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc

    def at(self, quote: str, nth: int = 0) -> tuple[int, int]:
        begin = -1
        for _ in range(nth + 1):
            begin = self.doc.text.index(quote, begin + 1)
        return begin, begin + len(quote)

    def mention(self, quote: str, ref: str, rule: str = "test/name", confidence: float = 0.9, nth: int = 0) -> Mention:
        return Mention(*self.at(quote, nth), ref, rule, confidence)

    def state(self, quote: str, s: str, p: str, o: str, datatype: str = "", rule: str = "test/fact") -> Statement:
        return Statement(s, p, o, datatype, *self.at(quote), rule, 0.9)

    def bears(self, quote: str, bearer: str, role: str, carried: bool = False) -> Responsibility:
        return Responsibility(bearer, role, *self.at(quote), "test/bearer", 0.8, carried)

    def measure(
        self,
        quote: str,
        *bearers: Responsibility,
        modality: str = "zr:Required",
        facts: tuple[tuple[str, str, str, str], ...] = (),
    ) -> Measure:
        begin, end = self.at(quote)
        iri = f"{self.doc.iri}/measure/{begin}-{end}"
        statements = tuple(self.state(q, iri, p, o, d) for q, p, o, d in facts)
        return Measure(iri, begin, end, modality, "test/measure", 0.85, bearers, statements)


def _name(kind: str, name: str) -> str:
    return f"data:{kind}/{segment(name)}"


EMERGENCY = _name("organization", "青溪县应急管理局")
POLICE = _name("organization", "青溪县公安局")
HOUSING = _name("organization", "青溪县住房和城乡建设局")
TOWNS = _name("organization", "青溪县各乡镇")
CHAIR = _name("official", "青溪县/柳明远")
POST = _name("post", "青溪县副县长")
GOVERNOR = _name("official", "乔岩")
COUNTY_MEETING = _name("meeting", "青溪县安全生产工作会议")
PROVINCE_MEETING = _name("meeting", "全省安全生产电视电话会议")
REGULATION = _name("cited", "建设工程安全生产管理条例")


def county() -> Reading:
    """A county meeting: four measures (one prohibited, without bearer), four bearers, one deadline, one citation."""
    doc = document(COUNTY_TEXT, "青溪县安全生产工作会议", "county.txt", "2023-03-08")
    m = Marker(doc)
    required = ("会议要求", "zr:requiredBy", COUNTY_MEETING, "")
    return Reading(
        doc,
        things=(
            Thing(EMERGENCY, "zr:Department", "青溪县应急管理局", ("应急管理局", "县应急局")),
            Thing(POLICE, "zr:Department", "青溪县公安局", ("公安局",)),
            Thing(HOUSING, "zr:Department", "青溪县住房和城乡建设局", ("住建局",)),
            Thing(TOWNS, "zr:Collective", "青溪县各乡镇", ("各乡镇",)),
            Thing(CHAIR, "zr:Official", "柳明远"),
            Thing(POST, "zr:Post", "青溪县副县长", ("副县长",)),
            Thing(COUNTY_MEETING, "zr:Meeting", "青溪县安全生产工作会议"),
            Thing(PROVINCE_MEETING, "zr:Meeting", "全省安全生产电视电话会议"),
            Thing(REGULATION, "zr:CitedDocument", "建设工程安全生产管理条例"),
        ),
        mentions=(
            m.mention("应急管理局", EMERGENCY),
            m.mention("公安局", POLICE),
            m.mention("住建局", HOUSING),
            m.mention("各乡镇", TOWNS),
            m.mention("柳明远", CHAIR),
            m.mention("副县长", POST),
            m.mention("安全生产工作会议", COUNTY_MEETING, nth=1),
            m.mention("全省安全生产电视电话会议", PROVINCE_MEETING),
            m.mention("《建设工程安全生产管理条例》", REGULATION),
            m.mention("危险化学品", "zrs:hazchem"),
            m.mention("森林防火", "zrs:forest-fire"),
        ),
        statements=(
            m.state("2023年3月8日", COUNTY_MEETING, "zr:date", "2023-03-08", "date"),
            m.state("青溪县召开", COUNTY_MEETING, "zr:level", "zr:County"),
            m.state("召开", COUNTY_MEETING, "zr:status", "zr:Held"),
            m.state("柳明远主持会议", COUNTY_MEETING, "zr:chair", CHAIR),
            m.state("传达学习", COUNTY_MEETING, "zr:conveys", PROVINCE_MEETING),
            m.state("全省", PROVINCE_MEETING, "zr:level", "zr:Province"),
            m.state("传达学习全省", PROVINCE_MEETING, "zr:status", "zr:Referenced"),
            m.state("副县长柳明远", CHAIR, "zr:holdsPost", POST),
            m.state("应急管理局", EMERGENCY, "zr:function", "zrf:emergency"),
            m.state("公安局", POLICE, "zr:function", "zrf:public-security"),
            m.state("危险化学品", doc.iri, "zr:mentionsSector", "zrs:hazchem"),
            m.state("森林防火", doc.iri, "zr:mentionsSector", "zrs:forest-fire"),
            m.state("超员超载", doc.iri, "zr:mentionsSector", "zrs:road-traffic"),
        ),
        measures=(
            m.measure(
                "应急管理局要牵头开展危险化学品专项检查，公安局配合，4月30日前完成",
                m.bears("应急管理局", EMERGENCY, "zr:Lead"),
                m.bears("公安局", POLICE, "zr:Cooperate"),
                facts=(
                    ("危险化学品", "zr:inSector", "zrs:hazchem", ""),
                    ("4月30日前", "zr:deadline", "2023-04-30", "date"),
                    ("4月30日前", "zr:deadlineText", "4月30日前", "string"),
                    required,
                ),
            ),
            m.measure(
                "严禁超员超载",
                modality="zr:Prohibited",
                facts=(("超员超载", "zr:inSector", "zrs:road-traffic", ""), required),
            ),
            m.measure(
                "住建局要依据《建设工程安全生产管理条例》排查在建工地",
                m.bears("住建局", HOUSING, "zr:Implement"),
                facts=(("《建设工程安全生产管理条例》", "zr:cites", REGULATION, ""), required),
            ),
            m.measure(
                "各乡镇要加强森林防火",
                m.bears("各乡镇", TOWNS, "zr:Implement"),
                facts=(("森林防火", "zr:inSector", "zrs:forest-fire", ""), required),
            ),
        ),
    )


def province() -> Reading:
    """A provincial meeting that the county's passes on: the two documents meet at its IRI."""
    doc = document(PROVINCE_TEXT, "全省安全生产电视电话会议", "province.txt", "2023-02")
    m = Marker(doc)
    return Reading(
        doc,
        things=(
            Thing(PROVINCE_MEETING, "zr:Meeting", "全省安全生产电视电话会议"),
            Thing(GOVERNOR, "zr:Official", "乔岩"),
        ),
        mentions=(
            m.mention("全省安全生产电视电话会议", PROVINCE_MEETING),
            m.mention("乔岩", GOVERNOR),
            m.mention("道路交通", "zrs:road-traffic"),
        ),
        statements=(
            m.state("2023年2月20日", PROVINCE_MEETING, "zr:date", "2023-02-20", "date"),
            m.state("全省", PROVINCE_MEETING, "zr:level", "zr:Province"),
            m.state("召开", PROVINCE_MEETING, "zr:status", "zr:Held"),
            m.state("乔岩主持会议", PROVINCE_MEETING, "zr:chair", GOVERNOR),
            m.state("道路交通", doc.iri, "zr:mentionsSector", "zrs:road-traffic"),
        ),
        measures=(
            m.measure(
                "要抓好道路交通安全",
                facts=(
                    ("道路交通", "zr:inSector", "zrs:road-traffic", ""),
                    ("会议强调", "zr:requiredBy", PROVINCE_MEETING, ""),
                ),
            ),
        ),
    )


def damaged() -> Reading:
    """Everything that is hard to write down: quotes, backslashes, controls, a lone surrogate, repairs, a carried subject."""
    text = '一、"危化品"\\路径\t监管\x0b；\ud800县应急局要检查，并整改；\r\n'
    doc = document("placeholder", 'a"title\\', "dir/奇怪 name.txt", "2024")
    doc = Document(
        doc.iri, doc.sha256, doc.title, doc.source, text, doc.issued, (Repair(0, 2, "watermark", ""), Repair(3, 6, "gbk", "危化品"))
    )
    m = Marker(doc)
    bureau = f"{doc.iri}/organization/县应急局"
    return Reading(
        doc,
        things=(Thing(bureau, "zr:Department", "县应急局"), Thing("data:official/张**", "zr:Official", "张**")),
        mentions=(m.mention("县应急局", bureau, confidence=1.0), m.mention('"危化品"\\路径\t监管\x0b', "zrs:hazchem")),
        statements=(),
        measures=(m.measure("并整改", m.bears("县应急局", bureau, "zr:Implement", carried=True)),),
    )


def stored(path: Path, *readings: Reading, base: str = DATA, ontology: bool = True) -> Path:
    """A store at `path` that holds the readings, as a build would have made it."""
    with Writer(path) as writer:
        if ontology:
            writer.install(_ontology(), schemes.digest())
        writer.put([entry(reading, base) for reading in readings])
    return path


@cache
def _ontology() -> dict[str, bytes]:
    return schemes.graphs()


def entry(reading: Reading, base: str = DATA, reader: str = "test") -> Entry:
    written = to_trig(reading, base, reader)
    return Entry(written.iri, written.trig, written.statements)
