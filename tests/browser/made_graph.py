"""Graphs made by the vocabulary, for the explorer's tests and benchmark: no randomness, real offsets, any size.

`made_store(documents=5)` looks like what `kg build` stores for five reports; `made_store(documents=160, measures=75,
pool=30)` is the graph of some 20,000 nodes and 60,000 edges. Sentences are made from fixed parts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.namespaces import expand, segment

SECTORS = [
    ("transport", "交通运输", "Transport", ""), ("road-traffic", "道路交通", "Road traffic", "transport"),
    ("road-transport", "道路运输", "Road passenger and freight transport", "road-traffic"),
    ("rail", "铁路", "Railway", "transport"), ("water-transport", "水上交通", "Water transport", "transport"),
    ("mining", "矿山", "Mining", ""), ("coal-mine", "煤矿", "Coal mines", "mining"),
    ("noncoal-mine", "非煤矿山", "Non-coal mines", "mining"), ("tailings", "尾矿库", "Tailings ponds", "noncoal-mine"),
    ("hazchem", "危险化学品", "Hazardous chemicals", ""), ("fireworks", "烟花爆竹", "Fireworks and firecrackers", ""),
    ("city-gas", "城镇燃气", "City gas", ""), ("construction", "建筑施工", "Building construction", ""),
    ("housing-safety", "房屋安全", "Building and housing safety", ""), ("fire", "消防", "Fire safety", ""),
    ("high-rise", "高层建筑", "High-rise buildings", "fire"),
    ("crowded-places", "人员密集场所", "Crowded public places", "fire"),
    ("forest-fire", "森林草原防灭火", "Forest and grassland fire prevention", ""),
    ("industry-trade", "工贸", "Industry and trade", ""),
    ("confined-space", "有限空间作业", "Confined-space work", "industry-trade"),
    ("special-equipment", "特种设备", "Special equipment", ""), ("power", "电力", "Electric power", ""),
    ("water-conservancy", "水利", "Water conservancy", ""), ("food", "食品安全", "Food safety", ""),
    ("tourism", "文化旅游", "Culture and tourism", ""), ("education", "校园安全", "Schools", ""),
    ("flood-drought", "防汛抗旱", "Flood and drought control", ""), ("geohazard", "地质灾害", "Geological hazards", ""),
    ("emergency", "应急管理", "Emergency management", ""),
    ("co-poisoning", "一氧化碳中毒防范", "Carbon monoxide poisoning prevention", ""),
]
SECTOR_ALT = {"road-traffic": ["道路交通安全"], "hazchem": ["危化品", "化工"], "forest-fire": ["森林防火"], "city-gas": ["燃气"]}
FUNCTIONS = [
    ("emergency", "应急管理", "Emergency management"), ("public-security", "公安", "Public security"),
    ("transport", "交通运输", "Transport"), ("housing", "住房城乡建设", "Housing and urban-rural development"),
    ("market", "市场监督管理", "Market regulation"), ("education", "教育", "Education"),
    ("water", "水利", "Water resources"), ("forestry", "林业草原", "Forestry and grassland"),
    ("fire-rescue", "消防救援", "Fire and rescue"), ("industry-it", "工业和信息化", "Industry and information technology"),
    ("culture-tourism", "文化和旅游", "Culture and tourism"), ("natural-resources", "自然资源", "Natural resources"),
]
BODY_OF = {  # department name → function
    "应急管理部门": "emergency", "公安部门": "public-security", "交通运输部门": "transport", "住建部门": "housing",
    "市场监管部门": "market", "教育部门": "education", "水利部门": "water", "林草部门": "forestry",
    "消防救援机构": "fire-rescue", "工信部门": "industry-it", "文旅部门": "culture-tourism", "自然资源部门": "natural-resources",
}
LEVELS = ["zr:National", "zr:Province", "zr:Prefecture", "zr:County", "zr:Township"]
PREFIX = ["全国", "全省", "全市", "全县", "全镇"]
SCOPE = ["国务院", "省", "市", "县", "镇"]
PLACES = ["中国", "临江省", "安河市", "清水县", "柳溪镇"]
TOPICS = ["安全生产电视电话会议", "安委会全体（扩大）会议", "森林防火工作部署会议", "道路交通安全整治推进会", "危险化学品专题会议", "防汛抗旱工作会议"]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = ["志远", "建平", "晓岚", "国栋", "明辉", "立新", "文清", "秋实", "向东", "海波", "若梅", "长青"]
VERBS = ["要全面排查整治", "要持续加强", "要严格落实", "要深入开展", "要加快推进"]
OBJECTS = ["领域重大事故隐患", "重点部位的值班巡查", "企业主体责任和岗位责任", "专项检查和联合执法", "风险分级管控和应急演练"]
TAILS = ["，做到底数清、情况明", "，对查出的问题逐一销号", "，坚决防范遏制重特大事故", "，确保责任落到最小单元", "，并按月报送进展情况"]
CITED = ["安全生产法", "危险化学品安全管理条例", "森林防火条例", "关于加强冬春安全生产工作的通知", "生产安全事故应急条例"]
INITIATIVES = ["安全生产月", "“敲门行动”", "安全生产治本攻坚三年行动", "“打非治违”专项行动"]
ROLES = ["zr:Lead", "zr:Cooperate", "zr:Supervise", "zr:Implement"]


class Writer:
    """Writes one document: its text as it grows, and the quads that speak of it."""

    def __init__(self, store: Store, number: int, hostile: Callable[[str], str]) -> None:
        self.digest = hashlib.sha256(f"made document {number}".encode()).hexdigest()
        self.short = f"data:document/{self.digest[:16]}"
        self.iri = NamedNode(expand(self.short))
        self.store = store
        self.text = ""
        self.mentions = 0
        self.findings = 0
        self.quads: list[Quad] = []
        self.hostile = hostile

    def write(self, words: str) -> tuple[int, int]:
        begin = len(self.text)
        self.text += words
        return begin, len(self.text)

    def say(self, subject: str, prop: str, value: str | Literal) -> None:
        obj = value if isinstance(value, Literal) else NamedNode(expand(value))
        self.quads.append(Quad(NamedNode(expand(subject)), NamedNode(expand(prop)), obj, self.iri))

    def number(self, subject: str, begin: int, end: int, rule: str = "", confidence: float = 0.9) -> None:
        self.say(subject, "nif:beginIndex", integer(begin))
        self.say(subject, "nif:endIndex", integer(end))
        if rule:
            self.say(subject, "zr:rule", Literal(rule))
            self.say(subject, "zr:confidence", Literal(str(confidence), datatype=NamedNode(expand("xsd:decimal"))))

    def mention(self, words: str, thing: str, confidence: float = 0.95) -> tuple[int, int]:
        begin, end = self.write(words)
        node = f"{self.short}/mention/{begin}-{end}/{self.mentions}"
        self.mentions += 1
        self.say(node, "rdf:type", "zr:Mention")
        self.say(node, "nif:referenceContext", self.short)
        self.say(node, "nif:anchorOf", Literal(words))
        self.say(node, "itsrdf:taIdentRef", thing)
        self.number(node, begin, end, "made.mention", confidence)
        return begin, end

    def fact(self, subject: str, prop: str, value: str | Literal, place: tuple[int, int], confidence: float = 0.9) -> None:
        self.say(subject, prop, value)
        self.findings += 1
        node = f"{self.short}/finding/{self.findings}"
        self.say(node, "rdf:type", "zr:Finding")
        self.say(node, "rdf:subject", subject)
        self.say(node, "rdf:predicate", prop)
        self.say(node, "rdf:object", value)
        self.number(node, *place, "made.fact", confidence)

    def thing(self, iri: str, kind: str, label: str, *alt: str) -> str:
        self.say(iri, "rdf:type", kind)
        self.say(iri, "skos:prefLabel", Literal(self.hostile(label), language="zh-Hans"))
        for other in alt:
            self.say(iri, "skos:altLabel", Literal(self.hostile(other), language="zh-Hans"))
        return iri

    def repair(self, words: str, kind: str, reads: str) -> tuple[int, int]:
        begin, end = self.write(words)
        node = f"{self.short}/repair/{begin}-{end}"
        self.say(node, "rdf:type", "zr:Repair")
        self.say(node, "nif:referenceContext", self.short)
        self.number(node, begin, end)
        self.say(node, "zr:repairKind", Literal(kind))
        self.say(node, "zr:reads", Literal(reads))
        return begin, end

    def close(self, title: str, source: str, issued: str) -> None:
        self.say(self.short, "rdf:type", "zr:SourceDocument")
        self.say(self.short, "zr:sha256", Literal(self.digest))
        self.say(self.short, "dcterms:title", Literal(self.hostile(title)))
        self.say(self.short, "dcterms:source", Literal(self.hostile(source)))
        self.say(self.short, "dcterms:issued", date(issued))
        self.say(self.short, "nif:isString", Literal(self.text))
        self.store.bulk_extend(self.quads)


def integer(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(expand("xsd:integer")))


def date(value: str) -> Literal:
    kind = {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(value), "xsd:date")
    return Literal(value, datatype=NamedNode(expand(kind)))


def schemes(store: Store) -> None:
    """The sector and function schemes, in graphs of their own."""
    sector_graph, function_graph = NamedNode(expand("zrs:")), NamedNode(expand("zrf:"))

    def concept(graph: NamedNode, iri: str, zh: str, en: str, kind: str) -> None:
        node = NamedNode(expand(iri))
        store.add(Quad(node, NamedNode(expand("rdf:type")), NamedNode(expand(kind)), graph))
        store.add(Quad(node, NamedNode(expand("skos:prefLabel")), Literal(zh, language="zh-Hans"), graph))
        store.add(Quad(node, NamedNode(expand("skos:prefLabel")), Literal(en, language="en"), graph))

    for ident, zh, en, broader in SECTORS:
        concept(sector_graph, f"zrs:{ident}", zh, en, "zr:Sector")
        if broader:
            store.add(Quad(NamedNode(expand(f"zrs:{ident}")), NamedNode(expand("skos:broader")), NamedNode(expand(f"zrs:{broader}")), sector_graph))
        for alt in SECTOR_ALT.get(ident, []):
            store.add(Quad(NamedNode(expand(f"zrs:{ident}")), NamedNode(expand("skos:altLabel")), Literal(alt, language="zh-Hans"), sector_graph))
    for ident, zh, en in FUNCTIONS:
        concept(function_graph, f"zrf:{ident}", zh, en, "skos:Concept")


def made_store(documents: int = 5, measures: int = 40, pool: int = 1, hostile: Callable[[str], str] = lambda s: s) -> Store:
    """A store of `documents` documents with `measures` measures each; `pool` places of each level share the bodies.

    `hostile` is applied to every label, title and file name before it is stored.
    """
    store = Store()
    schemes(store)
    for number in range(documents):
        _document(store, number, measures, pool, hostile)
    return store


def _document(store: Store, number: int, count: int, pool: int, hostile: Callable[[str], str]) -> None:
    w = Writer(store, number, hostile)
    year, month = 2021 + number % 4 if pool == 1 else 2003 + number % 23, 1 + number % 12
    variant = number % pool if pool > 1 else 0
    mark = "" if variant == 0 else "甲乙丙丁戊己庚辛壬癸"[variant % 10] + (str(variant // 10) if variant >= 10 else "")
    places = [name if i == 0 else name[:-1] + mark + name[-1] for i, name in enumerate(PLACES)]
    jurisdictions = []
    for i, name in enumerate(places):
        iri = w.thing("data:jurisdiction/" + segment(name), "zr:Jurisdiction", name)
        w.say(iri, "zr:level", LEVELS[i])
        if jurisdictions:
            w.say(iri, "schema:containedInPlace", jurisdictions[-1])
        jurisdictions.append(iri)
    title = f"{places[2]}安全生产工作会议精神传达提纲（{number + 1}）"
    w.write(title + "\n\n")
    meetings, tops = [], min(5, 3 + number % 3)
    for i in range(tops):
        meetings.append(_meeting(w, number, i, year, month, places, jurisdictions, meetings))
    w.write("\n")
    w.repair("- 1 -", "page-number", "")
    w.write("\n")
    bodies = _bodies(w, places, jurisdictions)
    for i in range(count):
        level = i * tops // count
        _measure(w, number, i, year, month, bodies, meetings[level] if i % 11 else None)
    w.write("\n附件：")
    w.repair("image1.png", "furniture", "")
    w.write("\n")
    w.say(w.short, "zr:jurisdiction", jurisdictions[2])
    for ident in ("food", "geohazard"):
        begin, end = w.mention({s[0]: s[1] for s in SECTORS}[ident], f"zrs:{ident}")
        w.fact(w.short, "zr:mentionsSector", f"zrs:{ident}", (begin, end))
    w.close(title, f"corpus/{number:03d}_{title}.txt", f"{year}-{month:02d}")


def _meeting(w: Writer, number: int, i: int, year: int, month: int, places: list[str], jurisdictions: list[str], above: list[str]) -> str:
    topic = TOPICS[(number // 4 + i * 0) % len(TOPICS)]
    name = f"{PREFIX[i]}{topic}"
    day = f"{year}-{month:02d}-{1 + 4 * i + number % 4:02d}"
    where = "" if i == 0 else places[i] + "/"
    iri = w.thing(f"data:meeting/{segment(where + day + name)}", "zr:Meeting", name, f"{day[:4]}年{topic}")
    body = w.thing("data:organization/" + segment((places[i] if i else "国务院") + ("安委会" if i else "安委会")), "zr:Committee", (places[i] if i else "国务院") + "安委会")
    w.say(body, "zr:jurisdiction", jurisdictions[i])
    first, second = (number * 7 + i * 3) % len(SURNAMES), (number * 5 + i) % len(SURNAMES)
    chair, speaker = SURNAMES[first] + GIVEN[(number + i) % len(GIVEN)], SURNAMES[second] + GIVEN[(number * 3 + i + 5) % len(GIVEN)]
    w.write("一二三四五"[i] + "、")
    w.mention(name, iri)
    w.write("精神\n")
    held = w.write(f"{month}月{1 + 4 * i + number % 4}日")
    w.write("，")
    convener = w.mention((places[i] if i else "国务院") + "安委会", body)
    w.write("召开")
    w.mention(name, iri)
    w.write("。")
    who = w.thing(f"data:official/{segment(chair)}", "zr:Official", chair)
    post_name = places[i] + ["总理", "省长", "市长", "县长", "镇长"][i]
    post = w.thing(f"data:post/{segment(post_name)}", "zr:Post", post_name)
    w.say(post, "zr:postIn", body)
    w.mention(post_name, post)
    chaired = w.mention(chair, who)
    w.fact(who, "zr:holdsPost", post, (chaired[0] - len(post_name), chaired[1]))
    w.write("主持会议并作安排，")
    spoke = w.mention(speaker, w.thing(f"data:official/{segment(speaker)}", "zr:Official", speaker))
    w.write("通报")
    w.repair("生產(chǎn)", "pinyin", "生产")
    w.write("形势，")
    w.repair("张**", "redaction", "")
    w.write("等参加会议。\n")
    w.say(iri, "zr:status", "zr:Held")
    w.fact(iri, "zr:date", date(day), held)
    w.fact(iri, "zr:level", LEVELS[i], convener)
    w.fact(iri, "zr:jurisdiction", jurisdictions[i], convener)
    w.fact(iri, "zr:convener", body, convener)
    w.fact(iri, "zr:chair", who, chaired)
    w.fact(iri, "zr:speaker", f"data:official/{segment(speaker)}", spoke, 0.7)
    if above:
        w.fact(iri, "zr:conveys", above[-1], chaired, 0.85)
    return iri


def _bodies(w: Writer, places: list[str], jurisdictions: list[str]) -> list[str]:
    bodies = []
    for i in (2, 3):
        for name, function in BODY_OF.items():
            iri = w.thing("data:organization/" + segment(places[i] + name), "zr:Department", places[i] + name, name)
            w.say(iri, "zr:function", f"zrf:{function}")
            w.say(iri, "zr:jurisdiction", jurisdictions[i])
            w.say(iri, "org:subOrganizationOf", "data:organization/" + segment(places[i] + "政府"))
            bodies.append(iri)
        w.thing("data:organization/" + segment(places[i] + "政府"), "zr:Government", places[i] + "政府")
        bodies.append("data:organization/" + segment(places[i] + "政府"))
    bodies.append(w.thing(f"{w.short}/collective/各乡镇", "zr:Collective", "各乡镇（街道）"))
    bodies.append(w.thing(f"{w.short}/collective/企业", "zr:Collective", "企业"))
    return bodies


def _measure(w: Writer, number: int, i: int, year: int, month: int, bodies: list[str], meeting: str | None) -> None:
    k = number * 31 + i * 7
    ident, sector_name, _, _ = SECTORS[(k + i // 9) % (len(SECTORS) - 4)]
    bearers = [bodies[(k + j * (3 + i % 5)) % len(bodies)] for j in range(i % 4)]
    deadline = f"{year}-{min(12, month + 1 + i % 6):02d}"
    w.write(f"{'（' if i % 10 == 0 else ''}{'一二三四五六七八九十'[i % 10]}{'）' if i % 10 == 0 else '是'}")
    begin = len(w.text)
    facts: list[tuple[str, str, str | Literal, tuple[int, int]]] = []
    measure_places: list[tuple[str, str, tuple[int, int]]] = []
    for j, bearer in enumerate(bearers):
        name = bearer.rpartition("/")[2] if "collective" not in bearer else {"各乡镇": "各乡镇（街道）"}.get(bearer.rpartition("/")[2], "企业")
        measure_places.append((bearer, ROLES[(i + j) % 4 if len(bearers) > 1 else (i % 3 and 3)], w.mention(name, bearer)))
        w.write("牵头，" if j == 0 and len(bearers) > 1 else "、" if j + 1 < len(bearers) else "")
    if i % 9 == 0:
        prohibited = w.write("严禁在")
        sector = w.mention(sector_name, f"zrs:{ident}")
        w.write("作业中违章指挥、冒险作业")
    else:
        prohibited = None
        if i % 5 == 0:
            due = w.write(f"{min(12, month + 1 + i % 6)}月底前")
            facts.append(("zr:deadline", "x", date(deadline), due))
            facts.append(("zr:deadlineText", "x", Literal(f"{min(12, month + 1 + i % 6)}月底前"), due))
        if i % 7 == 0:
            span = w.write("春节期间")
            facts.append(("zr:period", "x", Literal("春节期间"), span))
        w.write(VERBS[i % 5])
        sector = w.mention(sector_name, f"zrs:{ident}")
        w.write(OBJECTS[(i + number) % 5])
        if i % 6 == 0:
            title = CITED[k % len(CITED)]
            cited = f"data:cited/{segment(title)}"
            w.say(cited, "rdf:type", "zr:CitedDocument")
            w.say(cited, "dcterms:title", Literal(w.hostile(title), language="zh-Hans"))
            w.write("，按照《")
            facts.append(("zr:cites", "x", cited, w.mention(title, cited)))
            w.write("》要求抓好整改")
        if i % 8 == 0:
            label = INITIATIVES[k % len(INITIATIVES)]
            initiative = w.thing(f"data:initiative/{segment(label)}", "zr:Initiative", label)
            w.write("，结合")
            facts.append(("zr:underInitiative", "x", initiative, w.mention(label, initiative)))
        if i % 13 == 0:
            w.write("，防止")
            w.repair("`;", "gbk", "危化品")
            w.write("泄漏")
        w.write(TAILS[(i // 2) % 5])
    end = len(w.text)
    iri = f"{w.short}/measure/{begin}-{end}"
    w.say(iri, "rdf:type", "zr:Measure")
    w.say(iri, "zr:text", Literal(w.text[begin:end]))
    w.number(iri, begin, end, "made.measure", 0.6 + (i % 5) / 10)
    w.say(iri, "zr:modality", "zr:Prohibited" if prohibited else "zr:Required")
    w.fact(iri, "zr:inSector", f"zrs:{ident}", sector)
    w.fact(w.short, "zr:mentionsSector", f"zrs:{ident}", sector)
    if meeting:
        w.fact(iri, "zr:requiredBy", meeting, (begin, end), 0.8)
    for prop, _, value, place in facts:
        w.fact(iri, prop, value, place)
    for n, (bearer, role, place) in enumerate(measure_places):
        node = f"{iri}/responsibility/{n}"
        w.say(iri, "zr:responsibility", node)
        w.say(node, "rdf:type", "zr:Responsibility")
        w.say(node, "zr:bearer", bearer)
        w.say(node, "zr:role", role)
        w.number(node, *place, "made.responsibility", 0.75 + (i % 3) / 10)
    w.write("；" if i % 3 else "。\n")
