"""The form of a person's name: what characters may be one, and where it ends.

A name is told by its form (a surname and one or two further characters; a compound surname; a dotted name such as
买买提·艾力), by what stands before it and by what follows it. There is no list of persons. Surnames, words that only look
like names, and the words around names are data of the ontology (surnames.csv, notnames.csv, person-words.ttl).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from ontology.dictionary import in_use

# Characters that no given name holds: particles, pronouns, prepositions, and the marks of a redacted name (李某).
_NEVER = frozenset("的了是与及等要就也都给让该这那您我你他她们个些号者没已还又因且率赴做着过吗呢吧某至级两哪很说称被把将不")
# Characters that are mostly particles and yet stand in the middle of some names (李和平, 卢向明), never after one at the end.
_MIDDLE = frozenset("在和再对有从其若所才无道向以而各只但则并作")
_NEVER_LAST = frozenset("会主为以于任出指参提通部安检调听深前来先分立随专亲多首代受应担兼负签批致发看走现实全陪接当近今上下说讲表介宣传")
# 刘先生, 王师傅: a surname with a form of address is no full name
_CALLED = frozenset(
    ("先生", "女士", "小姐", "老师", "师傅", "医生", "大夫", "老汉", "大爷", "大妈", "阿姨", "同学", "同志", "书记", "主任", "局长",
     "经理", "老板", "大哥", "大姐", "教授", "警官", "法官", "院士", "家人", "家属", "夫妇", "夫妻", "兄弟", "姐妹", "父子",
     "市长", "省长", "县长", "区长", "州长", "镇长", "乡长", "部长", "厅长", "处长", "科长", "所长", "站长", "院长", "校长", "队长", "矿长", "厂长", "常委", "委员", "司机")
)
REDACTED = frozenset("*＊×XxＸｘ□○某﹡✕〇")
_STRONG_END = frozenset("。，、；：！？,;:!?.（()）〕]】》>”’\"'　 \t\r\n|／/—-…")
_DOTS = "·•・‧●"
_DOTTED = re.compile(rf"[\u4e00-\u9fff]{{1,7}}(?:[{_DOTS}][\u4e00-\u9fff]{{1,8}})+")
# Characters that are frequent in given names; only asked where neither a mark nor a known word ends the name.
_GIVEN = frozenset(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华国建文志海永春云龙林玉红斌波辉宇浩凯飞鹏鑫亮东峰健俊新利民金荣福生贵"
    "德成光兴祥庆安康宁和顺清忠义仁礼智信良善正方圆山川江河湖泉源泽润雨雪霜晨曦阳晖昊天宏洪鸿昌盛旺发财宝玺珍珠琳琪瑶瑾"
    "萍莉莲菊梅兰竹松柏森树根立本振卫克胜凤凰莺燕雁鹤麟骏腾跃进前先启开元亨贞吉祖宗耀权少晓小学思维恩惠慧颖聪哲贤才子彦"
    "士武雄彪豹虎威震奇伦学家邦嘉家树廷朝锋锐钢铁铭钧锦银铜钊炜烨炎煜灿炳焕燃煌琦瑞璐璇珊玲珏玮琼婷婵媛嫣娇妍姗娅婉倩"
    "雯露霖霄电雷震霆淑淼浪涌渊滨湘沛泓潇澜瀚沁洁汉波育培均坤垚城增墨声壮复夏大太夫奎孝孟季宁守宗定宜宪宾寅尔尚岩岭岳峻"
    "巍州野之巧帅帆干年庭延弘弟彬彤征心必怀怡恒悦情惟慎懿成战戈扬扶承抗拓持挺振捷授敬斐旭昂昆易星映昭显晋晟景晴智暄暖暾曙朋"
    "望木来果枫柯栋桐桥梁梓棋楠楷榕槐权歌毅毓水求沙法泊注泰洲济海润涵淳渝温湛源溪滔满漫潮澄炫烈然熙照熊燕爽牧犇献玄王玘"
    "远兵翔轩欣雅琴彩娥素爱继绍勤柱谦谨恭富隆喜崇岚茂茜菲芬珂冰剑舟烽慈璋琛琨硕竣纲耘舜芝芸苗茵蓉蓓蕾薇虹衡裕诚诗豪轶逸郁钦铎"
    "隽韬韵颂飒魁黎伯仲佑佳侠俏倍儒兆冠凌凡勃勋升卉博友固垣堂娣婕孔孜孺宸寿尧尊屹岗岱峥崖嵩弢恺悟敖昀昶晔晗曼杉椿楚榜樊汝漪灏"
    "煊玥琰瑜瑟甜皓睿瞻祁禄纬绮绿翊翰耕芙芮芹荃莎莹菁菡葆蔚蕊藤遂邃郎铮镝驰鸾鹰鼎"
)


@lru_cache(maxsize=1)
def surnames() -> dict[str, bool]:
    """Surname → whether it seldom opens an ordinary word (then form alone says more)."""
    return {row[0]: row[1] == "often" for row in _rows("surnames.csv")}


@lru_cache(maxsize=1)
def not_names() -> dict[str, bool]:
    """Word that looks like a name → whether somebody may be called so all the same."""
    return {row[0]: row[1] == "maybe" for row in _rows("notnames.csv")}


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of an ontology table, comments and header left out."""
    lines = files("ontology").joinpath(name).read_text(encoding="utf-8").splitlines()
    rows = csv.reader(line for line in lines if line and not line.startswith("#"))
    next(rows)
    return iter(rows)


@lru_cache(maxsize=1)
def _word_classes() -> dict[str, tuple[str, ...]]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    alt = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    found: dict[str, list[str]] = {}
    for name in ("person-words.ttl", "meeting-words.ttl"):
        data = files("ontology").joinpath(name).read_bytes()
        for quad in parse(data, format=RdfFormat.TURTLE):
            if quad.predicate == alt and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                found.setdefault(quad.subject.value.rsplit("/", 1)[-1], []).append(quad.object.value)
    return {kind: tuple(sorted(set(labels), key=lambda w: (-len(w), w))) for kind, labels in found.items()}


def words(kind: str) -> tuple[str, ...]:
    """The words of a class (`post`, `after-name`, `meeting-head` …), longest first. KeyError for an unknown class.

    Posts are those of the lexicon in use too.
    """
    own = _word_classes()[kind]
    lexicon = in_use() if kind == "post" else None
    taught = {name for entry in lexicon.of("office") for name in entry.names} if lexicon else set()
    return tuple(sorted({*own, *taught}, key=lambda w: (-len(w), w))) if taught else own


@lru_cache(maxsize=1)
def _followers() -> tuple[tuple[str, ...], tuple[str, ...]]:
    every = words("after-name")
    return tuple(w for w in every if len(w) > 1), tuple(w for w in every if len(w) == 1)


def ending(clean: str, end: int) -> float:
    """How surely a name may end here: 1 before a mark or the end, 0.9 before a known word, 0.6 before a known character."""
    if end >= len(clean):
        return 1.0
    mark = clean[end]
    if mark in REDACTED:
        return 0.0
    if mark in _STRONG_END or mark.isdigit():
        return 1.0
    if clean.startswith(("及相关", "及有关", "及其", "及随行"), end):
        return 1.0
    long, short = _followers()
    if clean.startswith(long, end):
        return 0.9
    return 0.6 if clean.startswith(short, end) else 0.0


def listed(name: str) -> bool:
    """Whether a cell of a list of members, where nothing but a name can stand, holds one: 幸福林, though 幸福 is a word."""
    if fits(name, True):
        return True
    known = surnames()
    return 2 <= len(name) <= 4 and (name[0] in known and len(name) < 4 or name[:2] in known) and not any(c in _NEVER for c in name[1:]) and name not in not_names()


def fits(name: str, after_post: bool) -> bool:
    """Whether undotted characters have the form of a name; `after_post` allows rare surnames and names that are words."""
    known = surnames()
    if len(name) >= 3 and name[:2] in known:
        given = name[2:]
        often = True
    elif name[0] in known and len(name) in (2, 3):
        given = name[1:]
        often = known[name[0]]
    else:
        return False
    if not often and not after_post:
        return False
    if given in _CALLED or given.endswith("委") and given[0] in "省市州盟县区旗":
        return False  # 和龙市委: no 龙市委
    if any(c in _NEVER or not "\u4e00" <= c <= "\u9fff" for c in given) or given[-1] in _MIDDLE and given[-1] not in "才若之道":
        return False
    if given[0] in _MIDDLE and not (after_post and len(given) == 2 and given[1] in _GIVEN):
        return False
    blocked = not_names()
    verdict = blocked.get(name)
    if verdict is not None:
        return verdict and after_post
    # 安全生, 公安部: a word and the beginning of the next
    return not (len(name) == 3 and blocked.get(name[:2]) is False and not (after_post and often and given[-1] in _GIVEN))


# First sounds of names rendered from other languages of the country (阿依木), whose other characters no list of given names holds.
_BORROWED = frozenset("阿买努热吐艾吾")
# Names of four sounds (哈斯巴根, 扎西次仁): how they begin, and sounds beside those of foreign names.
_LONGER = frozenset("哈巴阿斯乌额那达苏扎次格洛旦拉丹尼索嘎才多仁布朝宝呼敖图包孟平晋尕朗")
_STEPPE = frozenset("根图音勒扎桑措姆杰旦增才次央宗卓嘎珠朗顿热吉布日其木格苏乌额呼和赛汗那仁青平敖宝朝鲁孟都尕旺堆多晋洛松保军")


def name_at(clean: str, at: int, after_post: bool = True) -> tuple[int, float] | None:
    """(end, sureness) of the name that starts here, None when none does.

    Where two lengths fit, the surer end wins, then the longer: 李自强，not 李自; 黄强主持, not 黄强主.
    """
    if at >= len(clean):
        return None
    dotted = _DOTTED.match(clean, at)
    if dotted:
        return _dotted_end(clean, dotted.end(), at)
    if after_post and clean[at] in _LONGER and all(c in _FOREIGN or c in _STEPPE for c in clean[at : at + 4]) and ending(clean, at + 4) == 1.0 and at + 4 <= len(clean):
        return at + 4, 0.9
    best: tuple[float, int] | None = None
    compound = clean[at : at + 2] in surnames()
    for length in (4, 3) if compound else (3, 2):
        end = at + length
        if end > len(clean) or not fits(clean[at:end], after_post):
            continue
        sure = ending(clean, end)
        if sure < 1.0 and clean[end - 1] in _NEVER_LAST and sure < 0.9:
            continue
        if sure == 0.0 and after_post and not (end < len(clean) and clean[end] in REDACTED):
            sounds = typical(clean[at:end])
            if sounds and (length >= 3 or end < len(clean) and clean[end] not in _GIVEN):
                sure = 0.3
        if not (compound or surnames()[clean[at]]) and not (sure >= 0.9 and (typical(clean[at:end]) or length == 3 and clean[at] in _BORROWED)):
            continue  # 和, 由, 应: a surname that mostly opens another word needs a clean end and the sound of a name
        if sure and (best is None or sure > best[0]):
            best = (sure, end)
    return (best[1], best[0]) if best else None


_FOREIGN = frozenset(
    "阿埃艾爱奥巴贝比宾伯博布查茨达戴丹当道德邓迪蒂杜敦顿多厄恩尔法菲费弗福夫富盖甘冈高戈格古哈海汉赫亨胡华怀霍基吉加贾杰金卡凯"
    "坎康考科克肯库夸拉莱赖兰朗劳勒雷里理利丽莲列林琳龙卢鲁伦罗洛马玛麦曼梅门蒙米密明莫默姆穆纳娜奈南内尼妮涅宁纽努诺欧帕潘庞佩"
    "彭皮珀普奇齐乔切琼丘让热日荣茹瑞若萨塞桑瑟沙莎尚绍舍申圣施史士舒斯丝苏索塔泰坦汤唐特腾提廷图托瓦万威韦维魏温文沃乌西希锡夏"
    "香肖谢辛休许逊雅亚延扬耶叶伊因英尤于约泽扎詹芝珠兹佐姬"
)


def typical(name: str) -> bool:
    """Whether all characters of the given name are ones that parents often choose."""
    given = name[2:] if name[:2] in surnames() and len(name) > 2 else name[1:]
    return given[-1] in _GIVEN and all(c in _GIVEN or c in _MIDDLE for c in given)


def foreign_name_at(clean: str, at: int) -> tuple[int, float] | None:
    """(end, sureness) of a name written with the characters that render foreign sounds, to be asked only after a foreign office."""
    end = at
    while end < len(clean) and (clean[end] in _FOREIGN or clean[end] in _DOTS and end > at):
        end += 1
    while end - at >= 2:
        sure = ending(clean, end)
        if sure >= 0.6:
            return end, min(sure, 0.9)
        end -= 1
    return None


def _dotted_end(clean: str, end: int, at: int) -> tuple[int, float] | None:
    """A dotted name runs into the following words; cut its last part where a known word begins."""
    last = max(clean.rfind(dot, at, end) for dot in _DOTS)
    for stop in range(last + 3, end + 1):
        sure = ending(clean, stop)
        if sure >= 0.6:
            return stop, max(sure, 0.9)
    return None


# 王　勇: a two-character name set wide, as in lists of names of three
_SPACED = re.compile(r"([\u4e00-\u9fff])[ 　\xa0]{1,4}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")


def spaced_name_at(clean: str, at: int) -> int | None:
    """The end of a name written with a space between its two characters, None when none stands here."""
    found = _SPACED.match(clean, at)
    if found and fits(found.group(1) + found.group(2), True):
        return found.end()
    return None


def name_before(clean: str, end: int, openers: tuple[str, ...]) -> int | None:
    """The begin of the name that ends here, when a mark or one of `openers` stands before it; None when none does."""
    choices: list[tuple[int, int]] = []
    for length in (3, 2, 4):
        begin = end - length
        if begin < 0 or not fits(clean[begin:end], False) or (length == 4 and clean[begin : begin + 2] not in surnames()):
            continue
        if begin == 0 or clean[begin - 1] in _STRONG_END or clean[begin - 1] in "“‘《〈":
            choices.append((2, -begin))
        elif clean.endswith(openers, max(0, begin - 6), begin):
            choices.append((1, -begin))
    return -max(choices)[1] if choices else None
