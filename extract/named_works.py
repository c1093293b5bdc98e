"""Bodies whose name may be anything before its noun: mines and works, streets, firms, and those that are whole in one word."""

from __future__ import annotations

import re

from ontology.bodies import body_words

from .bodyedges import SOFT, Named, last_end, places_known
from .lexicon import Hit
from .phrases import Body

UNIONS = frozenset(("工会", "妇联", "团委", "派出所"))
_TRADE_BEFORE = re.compile(r"(?:处理|加工|制造|化工|机械|酱菜|食品|造纸|屠宰|砖|水泥|玻璃|木业|家具|纺织|印刷|塑料|橡胶|铸造|五金|陶瓷|石材|饲料|肥料|制药|酿造|污水|矿泉水|炼钢|轧钢|钢铁|焦化|选矿|烟花|爆竹|鞭炮|采石|建材|电器|服装|制衣|皮革|皮鞋|玩具|包装|纸箱|机电|修理|修造|造船|制品|冷冻|肉联|自来水|垃圾发电|热电|发电)+")


def mine(clean: str, begin: int, hit: Hit, strict: int) -> list[Named]:
    """A mine or works by its proper name: 鹤岭矿、三道沟矿要…; 某市星湖污水处理厂. 煤矿, 工厂 and what only is one are none."""
    low = max(strict, last_end(SOFT, clean, strict, hit.begin))
    lead = clean[low : hit.begin]
    trade = _TRADE_BEFORE.search(lead)
    if hit.end - hit.begin == 1 and clean[hit.begin] == "厂":
        if not trade or trade.end() != len(lead):
            return []
        proper = lead[: trade.start()]
        if not 2 <= len(proper) <= 8 or common_works(proper):
            return []
        return [Named(Body(clean[low : hit.end], low, hit.end, "zr:Enterprise", True), "enterprise", 0.7)]
    edge = low == 0 or clean[low - 1] in "、，。；：:（(\n和及"
    after = clean[hit.end : hit.end + 1]
    if not edge or not (after in "、，。；：要应须和及与于" and after) or not 2 <= len(lead) <= 4 or common_works(lead) or not re.fullmatch(r"[\u4e00-\u9fff]+", lead):
        return []
    return [Named(Body(clean[low : hit.end], low, hit.end, "zr:Enterprise", True), "enterprise", 0.7)]


_GOODS = frozenset(["汽车", "电子", "化学", "日用", "木材", "粮食", "食用油", "摩托车", "自行车", "电动车", "家用", "儿童", "塑胶", "合成", "有机", "无机", "综合", "联合", "专业", "配套", "私营", "个体", "乡镇", "集体", "国有", "民营", "外资", "合资", "中央", "地方", "城市", "农村"])


def common_works(proper: str) -> bool:
    """Whether the words before a works' noun are no proper name: 在建, 各生产, 露天."""
    words = body_words()
    return proper in words.generic or proper in words.stems or proper in ("生产", "在建", "露天", "地下", "井工", "停产", "停建", "非煤", "其他", "所有", "各类", "小型", "大型", "中型", "关闭", "整合", "资源", "本", "该") or proper[0] in "各全我本该此两每某一" or proper[-1] in "办采开探挖关建停" or proper in _GOODS or proper.endswith(("类", "型", "的", "级", "采", "个", "家", "座", "处"))


def union(clean: str, hit: Hit, ending: str, kind: str, strict: int, floor: int) -> list[Named]:
    """工会、团委; 工会主席; 会同派出所: a body that is whole in one word, beside others or where somebody must act."""
    lone = not "\u4e00" <= clean[hit.begin - 1 : hit.begin] <= "\u9fff"
    if not lone and hit.begin != strict or ending != "工会" and clean.startswith(("主席", "书记"), hit.end):
        return []
    acts = clean.startswith(("、", "要", "负责", "牵头", "会同"), hit.end) or clean[hit.begin - 1 : hit.begin] == "、"
    told = ending == "工会" and clean.startswith(("主席", "副主席"), hit.end) or ending == "派出所" and hit.begin == strict > floor
    return [Named(Body(ending, hit.begin, hit.end, kind, True), "relative", 0.7)] if acts or told else []


def street(clean: str, hit: Hit, low: int) -> list[Named]:
    """城关街道办事处: a street's own name of two or three characters behind an edge."""
    name = clean[low : hit.begin]
    if not 2 <= len(name) <= 3 or not re.fullmatch(r"[\u4e00-\u9fff]+", name) or name[0] in "各全镇乡该由" or name in ("乡镇", "城市", "市辖", "有关", "所在", "辖区", "属地", "当地", "相关", "所属"):
        return []
    return [Named(Body(name + clean[hit.begin : hit.end], low, hit.end, "zr:Government", True), "named", 0.75)]


def begins_with_place(clean: str, begin: int, end: int) -> bool:
    """Whether a known place stands at the begin, with something of a name behind it."""
    known, longest = places_known()
    return any(clean[begin : begin + width] in known for width in range(2, min(longest, end - begin) + 1))


_TRADE = re.compile(r"(?:物流|教育|职教|职业|技工|监理|建筑|建设|保险|服务|航空|运输|铁路|快递|燃气|供热|供水|供电|电力|煤炭|化工|矿业|安装|装饰|咨询|检测|评价|旅游|客运|货运|贸易|商贸|科技|投资|发展|管理|工程|实业|能源|石油|烟草|通信|电信|租赁|配送)+$")


def common_company(rest: str) -> bool:
    """Whether what stands before 公司 is only its trade: 商业保险 in 商业保险公司 names none, 海川物流 does."""
    proper = _TRADE.sub("", rest)
    return len(proper) < 2 or proper in body_words().generic or proper.endswith(("性", "型", "化", "级", "类"))
