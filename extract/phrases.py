"""Noun phrases that name bodies: how a subject is read into its members.

`expand` reads any noun phrase (公安、交通等部门; 各级党委、政府和相关部门) into `Body` records. The words stand in ontology/bodies.ttl,
the constructions, each with examples, in docs/grammar-bodies.md. Guidelines: a list with a shared head or modifier is
expanded, 各 goes with each member, collectives keep their words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ontology.bodies import body_words, place_names
from ontology.dictionary import per_lexicon
from ontology.record import record

from .apart import outside_places
from .bodykinds import COLLECTIVE, DETERMINER, VERBAL, classify, function_of, head, standing
from .names import fits
from .quick import later
from .shared_heads import Item, share

__all__ = ["COLLECTIVE", "Body", "classify", "expand", "function_of", "head", "standing"]


@record
class Body:
    """One member of a noun phrase: `clean[begin:end]` are the characters that say it; `specific` is false for a collective.

    `name` has the list's shared head and modifier restored: 公安 in 公安、交通等部门 gives 公安部门.
    """

    name: str
    begin: int
    end: int
    kind: str
    specific: bool


_FIXED = later(lambda: re.compile(  # one formula, never split
    r"各省[、,]自治区[、,]直辖市|省[、,]自治区[、,]直辖市(?!(?:人民)?政府$)|各?省[（(]自治区[、,]直辖市[)）]|各?省[（(]区[、,]市[)）]|各级[、,]各部门(?:[、,]各单位)?"
    r"|[省市州县区乡镇村组户]{1,2}(?:[、,][省市州县区乡镇村组户]{1,2})+[两二三四五六]级|党委政府(?=主要|负责|分管|班子|领导|一把手)"
))
_SAYING = later(lambda: re.compile(r"涉及(?:到)?的|.*(?:要求|强调|指出|责成|督促|指导|希望|敦促|号召|授权|委托)(?=各|有关|相关|全[省市县区州])|.*(?:会同|移交|移送|送交|提请|报请|交由)(?=[\u4e00-\u9fff]{2})|.*(?:[前后时内]|及时|书面|直接|逐级|主动|汇总)报(?:送|告|请|经)?(?=[省市县区州])|(?:由|请|对于|对(?!口|外)|特别是|尤其是|目前|当前|因此|为此|同时|此外|其中)(?=[\u4e00-\u9fff])"))
_CJK_SPACE = re.compile(r"[ \u3000\xa0\t\n\r]+")
_EDGE = " \u3000\xa0\t\n\r，,、；;：:。“”\"'"
_TWINS = re.compile(r"^(.*?)([一二三四五六七八九十\d])[（(]([一二三四五六七八九十\d、]+)[)）](.+)$")


_JOINTS = frozenset("和与及或暨")


@cache
def _joined() -> re.Pattern[str]:
    """Names that hold 和, 与, 暨 or 、 inside, a fixed formula, or a bracket: what is never split."""
    offices = sorted((name for name in (*body_words().offices, *standing()) if not _JOINTS.isdisjoint(name)), key=lambda name: (-len(name), name))
    names = "|".join(map(re.escape, (*body_words().joined, *offices)))
    return re.compile(rf"{names}|{_FIXED.pattern}|[（(][^（()）]*[)）]|《[^》]*》|“[^”]*”")


_ETC = re.compile(outside_places(r"(?<![高中初同平均对])等(?!级|候|待|额|价|同)[^、，,；;]{0,20}?(?:部门|单位|机关|企业|机构|组织|人员|协会|公司)"))
_JOINT = later(lambda: re.compile(outside_places(r"[、，,；;/]|以及|及其(?!他)|以至|或者|和|(?<![涉普波触危])及(?![时早格])|(?<!参)与|暨|或|(?<=[\u4e00-\u9fff）)])[ \u3000\xa0]+(?=[\u4e00-\u9fff])")))


# Who does several things is one: 承担评价、检测工作的机构. No body stands inside, so 生产、经营单位和使用…的单位 stay apart.
_DOES_SEVERAL = later(lambda: re.compile(
    r"(?:(?<![\u4e00-\u9fff）)])|(?<=[和或及]))(?:承担|负责|从事|参与|参加|负有|具有|具备|受理|提供|实施|使用|生产|经营|储存|运输|存在|发生|违反|持有|涉及|开展|制定|举办|销售|(?:专门)?用于|接送|运送|运载|载运|驾驶|乘坐|购买|拥有)"
    r"(?:(?!单位|企业|部门|机构|公司|人员)[^，。；的]){2,40}(?<!方面)(?<!领域)的"
))

# Those who do several things with one thing are one: 危险物品的生产、经营、储存企业.
_TRADE = r"(?:生产|经营|储存|使用|运输|销售|装卸|充装|安装|改造|修理|维修|维护保养|检验|检测|拆除|制造|批发|零售)(?:（[^（）]{1,12}）)?"
_TRADES = later(lambda: re.compile(rf"(?:(?<=[和及或者])|(?<![\u4e00-\u9fff、]))[^，。；的和或者]{{2,24}}的{_TRADE}(?:、{_TRADE})+(?:企业|单位)|[^，。；的和、]{{0,8}}{_TRADE}(?:[、和]{_TRADE})+的[\u4e00-\u9fff]{{0,4}}(?:企业|单位|机构)"))

# 国家或者省认可的机构: those whom either has recognised
_OF_EITHER = later(lambda: re.compile(r"(?:国家|中央|省|市|县|地方)(?:或者?|和|及)(?:国家|省市?|市县?|县|地方)级?(?:[\u4e00-\u9fff]{0,6})(?:认可|认定|批准|授权|规定|指定|委托|核准|设立)的"))

# 大型文化、体育等活动的组织单位: what is listed are the activities
_OF_THINGS = later(lambda: re.compile(r"(?<![\u4e00-\u9fff])[^，。；的]{2,40}、[^，。；的、]{1,12}等(?:大型)?(?:活动|场所|项目|工程|设施|设备|作业|业务|行业|物品|产品)的(?=[\u4e00-\u9fff]{2,10}(?:单位|人员|人|者|企业|机构|部门)$)"))


def _split(text: str, offset: int) -> list[Item]:
    """The members between the joints, with their offsets; nothing is split inside a joined name or a bracket."""
    joints = list(_JOINT.finditer(text))
    closed = sorted([found.span() for found in _joined().finditer(text)] + [found.span() for found in _ETC.finditer(text)] + ([found.span() for found in (*_DOES_SEVERAL.finditer(text), *_TRADES.finditer(text), *_OF_EITHER.finditer(text), *_OF_THINGS.finditer(text))] if "的" in text else [])) if joints else []
    items: list[Item] = []
    at, joint, guard = 0, "", 0
    for found in joints:
        begin, end = found.span()
        while guard < len(closed) and closed[guard][1] <= begin:
            guard += 1
        if any(low <= begin < high for low, high in closed[guard : guard + 3]):
            continue
        _push(items, text, at, begin, offset, joint)
        at, joint = end, found.group().strip() or " "
    _push(items, text, at, len(text), offset, joint)
    return items


def _push(items: list[Item], text: str, begin: int, end: int, offset: int, joint: str) -> None:
    while begin < end and text[begin] in _EDGE:
        begin += 1
    while end > begin and text[end - 1] in _EDGE:
        end -= 1
    lead = _SAYING.match(text, begin, end)
    if lead and lead.end() < end:
        begin = lead.end()
    if begin < end:
        items.append(Item(_CJK_SPACE.sub("", text[begin:end]), offset + begin, offset + end, joint))


def expand(clean: str, begin: int, end: int) -> tuple[Body, ...]:
    """The members of the noun phrase `clean[begin:end]`, in text order; () when it names nobody.

    Words before the phrase (adverbials, a verb of saying) may stand in the span: members are read from the right, up to the
    first that is none.
    """
    if end - begin > 400:
        return ()
    return tuple(Body(body.name, begin + body.begin, begin + body.end, body.kind, body.specific) for body in _expanded(clean[begin:end]))


@per_lexicon(4096)
def _expanded(text: str) -> tuple[Body, ...]:
    items = _split(text, 0)
    if not items:
        return ()
    items = _juxtaposed(items)
    share(items)
    found: list[Body] = []
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        bodies = _read(item)
        if not bodies:
            break
        if len(bodies) == 1 and not bodies[0].specific and (first := _places_before(items, index)) < index:
            # 泉州、厦门、漳州市沿海养殖人员: people of all three, one phrase
            whole = text[items[first].begin : item.end]
            found[:0] = [replace(bodies[0], name=_CJK_SPACE.sub("", whole), begin=items[first].begin)]
            break
        found[:0] = bodies
    return () if len(found) == 1 and len(found[0].name) == 1 else tuple(found)  # 省 of 省财政厅


def _places_before(items: list[Item], index: int) -> int:
    """The first of the bare names of places that stand before a member which itself begins with a place; `index` for none."""
    known = place_names()
    if items[index].text in known or items[index].whole != items[index].text or not any(items[index].text[:size] in known and len(items[index].text) > size for size in range(2, 9)):
        return index
    first = index
    while first and items[first - 1].text in known and items[first].joint == "、":
        first -= 1
    return first


_SIDE_BY_SIDE = re.compile(r"((?:全[省市州县区])?各(?:地区|地|区县|旗县|盟市|县区|县市区|县（市、区）|市州|市|县|区|乡镇|镇街|街道|乡镇（街道）|乡镇街道|镇|村委会|村委|村|行业|系统|战线|单位|部门|科室|企业))(各.+)$")
_ALL_OF = re.compile(r"全党|全军|全国各族人民")
_ALL = re.compile(rf"(?:{_ALL_OF.pattern}){{2,}}$")
_PARTY_AND_GOVERNMENT = re.compile(r"([\u4e00-\u9fff]{0,6}?(?:[省市州县区旗镇乡]|各级|地方|街道|^))(党委)((?:人民)?政府)((?:及|和)?(?:有关|相关|各)*(?:部门|单位))?$")


def _juxtaposed(items: list[Item]) -> list[Item]:
    """Members that stand side by side without a joint: 各县区各有关部门, 各级党委政府. 各级各部门 is one."""
    result: list[Item] = []
    for item in items:
        if _ALL.match(item.text):
            joint = item.joint
            for one in _ALL_OF.finditer(item.text):
                result.append(Item(one.group(), item.begin + one.start(), item.begin + one.end(), joint))
                joint = ""
            continue
        cut = _SIDE_BY_SIDE.match(item.text)
        pair = _PARTY_AND_GOVERNMENT.match(item.text)
        if cut and cut.group(2) != "各级":
            middle = item.begin + cut.end(1)
            result.append(Item(cut.group(1), item.begin, middle, item.joint))
            result.append(Item(cut.group(2), middle, item.end, ""))
        elif pair:
            at = item.begin
            for number, word in enumerate((pair.group(2), pair.group(3), pair.group(4))):
                if word:
                    width = len(word) + (len(pair.group(1)) if number == 0 else 0)
                    name = (pair.group(1) if number < 2 else "") + word.lstrip("及和")
                    result.append(Item(name, at, min(at + width, item.end), item.joint if number == 0 else "", whole=name))
                    at += width
        else:
            result.append(item)
    return result


_ABOUT = later(lambda: re.compile(outside_places(r"^(?:做好|抓好|搞好|管好|解决|化解|偿还|清欠|统一到|希望|建议|要求|结合|协同|提醒)|统一到|[\u4e00-\u9fff]是[\u4e00-\u9fff]|^(?:将(?!军)|把|派(?!出|驻)|及时|能够|否则|确保|指导(?!组|中心|委|小组|办)|组织(?!部))|《[^》]*$|[时接书]向[市省县国中]|[*＊×].{0,4}负责|按照|根据|依照|——|^[\u4e00-\u9fff]{0,3}[省市县区州镇乡]对[\u4e00-\u9fff]{2}(?!.*的)")))  # 县对乡镇（街道）巡查: no body


# What reads like a name and is the piece of a sentence: 满足本部门, 应识别人员, 个人向村民, 方案报主管部门, 国家鼓励企业.
_PIECE = later(lambda: re.compile(outside_places(
    r"(?:又?让|促使|初步|集中(?!管理|隔离)|主要用于|具体包括|原则上|也?可以|(?:进行|覆盖|构建)(?!.*的)|举办的|\d+[A-Z.])|[^的]{0,10}(?:接警|期满|施行以|变更)[前后](?!的)"
    r"|[^的]+(?:可以|依法组织|涉及|主要包括|着眼于|通过|实行|(?<=[^的]{2})(?<![行作成华有无以])为(?![民农]))(?!.*的)"
    r"|(?:便于|满足|包括|包含|造成|导致|避免|打破|拒绝|告知|限期|享有|享受|消除|调动|不得|作出|了解|识别|需要|能够)(?!.*的)"
    r"|(?:涉及|协助|发现|拆除|变更|开办)(?!后|单位|部门|人(?!员)|方|者|.*的)"
    r"|应(?![急用届援征山])|其(?![他它余]|所在|.*的)|国家(?:鼓励|建立|支持|扶持|提倡|保护|保障|实行|推行|发展(?!.?改革)|加强|采取|推广|引导|对|依法|组织)"
    r"|.*适用于|[^的]{1,8}(?<![核面绝相])对(?![口外方象接手标照])"
    r"|.{2,}(?<![面方走志意趋导定取内外倾动去流横纵朝转双单反正])向(?![阳东西南北导日荣心前下]|上(?!一?级))|.*(?<=.)(?<![自理缘])由(?=[^的]*$)"
    r"|.*(?<=[^情通申预警海举上])报(?=(?:同级|本级|上级|上一级|所在地|省|市|县|区|国务院|主管|[^告社警道名刊批，的]{0,12}(?:部门|政府|机关|委员会|[局厅]|[^情通]部)$))"
    r"|[^的]*[\u4e00-\u9fff](?:具备|进行|告知|造成|导致|避免|持有|实施(?!单位|部门|机构|主体|机关|人|方|者|细则))(?!.*的)"
    r"|(?:全力|最大限度|切实|严密|大力|加力|积极(?!分子)|规范(?!化|性)|有序|平稳|稳妥|超前|依法(?:依规)?(?:设置|设立|组织|保护)|还对?|作为|赋予|给予|接受(?!单位|机构|方|者)|认定(?!单位|部门|机[构关]|人员)|决定(?!机关|部门)|适[于用]|逐(?=[省市县区乡镇村户]))(?!.*的)"
    r"|[^（(]*[（(][^）)]*$|.*[）)]负责(?!人)|[^的]{2,}[长组会]由"
    r"|.*的[^的]*(?:可以|应当|必须|依法组织|实行(?!.*[区期]))"  # 前款规定的部门可以委托机构
)))


def piece(text: str) -> bool:
    """Whether words that end like a name are the piece of a sentence (便于从业人员, 时告知企业)."""
    return _PIECE.match(text) is not None


_DOES_IT = re.compile(r"(?:组织|实施|制定|落实|执行)(?:单位|部门|机构|主体|者|方)")  # whoever does it: no action


def _read(item: Item) -> list[Body]:
    """The bodies of one member; [] when it names nobody."""
    name, begin = item.whole or item.text, item.begin
    kind = classify(name)
    told = "的" in name and len(name) <= 30  # 在林区作业的人员
    if _ABOUT.search(name) or len(name) == 1 and name not in "省市州县区乡镇村" or piece(name) and not name.endswith("同志"):
        return []
    if kind is None or not kind[1] and VERBAL.match(name) and not DETERMINER.match(name) and not told and not _DOES_IT.fullmatch(name):
        return []
    if name.endswith("同志") and fits(name.removesuffix("同志"), True):
        return [Body(name.removesuffix("同志"), begin, item.end, *kind)]  # 卢向明同志: the one who is named
    twins = _TWINS.match(name)
    if twins:
        numbers = [twins.group(2), *re.findall(r"[一二三四五六七八九十\d]+", twins.group(3))]
        return [Body(twins.group(1) + number + twins.group(4), begin, item.end, *kind) for number in numbers]
    inner = re.fullmatch(r"(.+?)[（(]([^（()）、]{3,})[)）]", name)
    if inner and inner.group(1).endswith("人民政府") and inner.group(2) in ("街道办事处", "街道办"):  # 镇人民政府（街道办事处）
        return [Body(inner.group(1), begin, item.end, *(classify(inner.group(1)) or kind)), Body(inner.group(2), begin, item.end, *(classify(inner.group(2)) or kind))]
    if inner and kind[1]:
        other = classify(inner.group(2))
        if other and other[1]:
            return [Body(inner.group(1), begin, item.end, *kind), Body(inner.group(2), begin, item.end, *other)]
    if kind[1] and kind[0] == "zr:Department":
        name = re.sub(r"^(?:各级|有关|相关|各有关|各相关|各)+", "", name)
    return [Body(name, begin, item.end, *kind)]
