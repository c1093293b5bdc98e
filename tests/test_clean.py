"""The clean text: each kind of damage undone, structure kept, and every offset exact."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from extract.clean import LOST, clean
from extract.gbk import damaged
from extract.pinyin import can_read, leftovers
from extract.script import simplify
from extract.text import Text

CORPUS = Path(__file__).parents[1] / ".." / "shared" / "corpus"
TO_TRADITIONAL = OpenCC("s2t")
TO_SIMPLIFIED = OpenCC("t2s")


def damage(words: str, decoder: str = "hidden") -> str:
    """What a page shows whose GBK bytes A3 BB and A3 A1 were replaced by ; and ! wherever they met.

    `decoder` says what becomes of user-defined characters and lone bytes: not shown, shown as they are, or lone bytes as U+FFFD.
    """
    data = words.encode("gbk").replace(b"\xa3\xbb", b";").replace(b"\xa3\xa1", b"!")
    shown = data.decode("gb18030", "replace")
    if decoder == "hidden":
        return re.sub("[\ufffd\ue000-\uf8ff]", "", shown)
    return re.sub("[\ue000-\uf8ff]", "", shown) if decoder == "marked" else shown


def check_offsets(text: Text) -> None:
    """The invariants of Text: as many places as characters, none falling, all within the raw text."""
    if text.starts is None or text.ends is None:
        assert text.starts is None and text.ends is None
        assert len(text.clean) == len(text.raw)
        return
    assert len(text.starts) == len(text.ends) == len(text.clean)
    assert all(0 <= begin <= end <= len(text.raw) for begin, end in zip(text.starts, text.ends, strict=True))
    for offsets in (text.starts, text.ends):
        assert all(one <= two for one, two in zip(offsets, offsets[1:], strict=False))
    for repair in text.repairs:
        assert 0 <= repair.begin < repair.end <= len(text.raw)


def slice_of(text: Text, words: str) -> str:
    """The raw characters that a piece of the clean text was read from."""
    at = text.clean.index(words)
    begin, end = text.span(at, at + len(words))
    return text.raw[begin:end]


# ---- nothing to repair ----------------------------------------------------------------------------------------------

UNTOUCHED = [
    "县安委会召开全体会议；会议要求，各单位要落实责任！\n一、压实责任\n各乡镇要逐户排查，做到不漏一户。",
    "（一）抓好道路交通。加强“两客一危”车辆监管；严查超载。\n（二）抓好消防。要检查人员密集场所。",
    "　　第一条 为了加强管理，制定本办法。\n　　第二条 本办法自2023年1月1日起施行。",
]


@pytest.mark.parametrize("raw", UNTOUCHED)
def test_a_sound_text_stays_as_it_is(raw: str) -> None:
    text = clean(raw)
    assert text.clean == raw
    assert text.starts is None
    assert text.repairs == ()


def test_an_empty_text() -> None:
    assert clean("").clean == ""


# ---- script and widths ----------------------------------------------------------------------------------------------


def test_traditional_script_is_simplified_place_by_place() -> None:
    text = clean("縣應急管理局負責落實，確保汛期安全。")
    assert text.clean == "县应急管理局负责落实，确保汛期安全。"
    assert slice_of(text, "应急管理局") == "應急管理局"


@given(st.text(alphabet="縣應急管理局負責落實藉機瞭解計畫於後乾隆發現裏鍾馗一二三，。的是", max_size=60))
@settings(max_examples=200, deadline=None)
def test_simplifying_agrees_with_opencc(words: str) -> None:
    whole = "責應" + words  # two characters that make the line a traditional one
    assert simplify(whole) == TO_SIMPLIFIED.convert(whole)


@pytest.mark.parametrize("name", ["毕昇出席会议并讲话。", "甯某负责现场处置工作。", "乾县安委办通报了情况。", "于謙主持会议并讲话。"])
def test_a_single_character_of_a_name_stays(name: str) -> None:
    assert simplify(name) == name


def test_widths_are_made_even() -> None:
    text = clean("２０２３年５月，检查企业１５家，整改率９８．５％。\n同志们:\n大家要落实责任,确保安全;(一)抓好防汛!")
    assert text.clean == "2023年5月，检查企业15家，整改率98.5%。\n同志们：\n大家要落实责任，确保安全；（一）抓好防汛！"


def test_signs_that_a_converter_wrote_twice_are_read_once() -> None:
    text = clean("沿海漁排,,、渡船,，務必,,於20日前回港,。", False)
    assert text.clean == "沿海渔排、渡船，务必，于20日前回港。"
    assert clean("甲,，乙两处，各一次。").clean == "甲，，乙两处，各一次。"  # once is a slip


def test_times_numbers_and_addresses_keep_their_signs() -> None:
    raw = "4月2日13:47发生，共1,500人，平台为Node.js(v2)。"
    assert clean(raw).clean == raw


def test_radicals_of_pdf_layers_are_characters() -> None:
    assert clean("⽣产安全⼈⼈有责，⻋辆⻔店都要查。").clean == "生产安全人人有责，车辆门店都要查。"


# ---- pinyin ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("安全生產(chǎn)責(zé)任制要嚴(yán)格落實。", "安全生产责任制要严格落实。"),
        ("强化風（fēng）险管控。", "强化风险管控。"),
        ("落實企業((yè))主體責任。", "落实企业主体责任。"),
        ("壓實責(ze)任，強(qiang)化監(jian)管。", "压实责任，强化监管。"),
        ("嚴(yán )格監(jiān)管，統(tǒng)籌發(fā)展。", "严格监管，统筹发展。"),
        ("綠(lǜ)色發展，女(nǚ)工保護。", "绿色发展，女工保护。"),
    ],
)
def test_pinyin_in_brackets_is_passed_over(raw: str, read: str) -> None:
    text = clean(raw)
    assert text.clean == read
    assert {repair.kind for repair in text.repairs} == {"pinyin"}
    check_offsets(text)


@pytest.mark.parametrize("raw", ["推广物联网(IoT)技术。", "甲(a)项和乙(b)项。", "加强应急(emergency)管理。", "温度(C)和湿度。", "按照第三条(三)执行。", "责(re)任"])
def test_other_brackets_stay(raw: str) -> None:
    assert list(leftovers(raw)) == []


def test_readings() -> None:
    assert can_read("氣", "qì") and can_read("行", "háng") and can_read("行", "xing")
    assert not can_read("行", "ma")


def test_a_quote_over_pinyin_is_the_raw_slice() -> None:
    text = clean("要強(qiáng)化責(zé)任落實。")
    assert slice_of(text, "强化责任") == "強(qiáng)化責(zé)任"[: len("強(qiáng)化責(zé)任")]


# ---- GBK ------------------------------------------------------------------------------------------------------------

# What stands behind the damaged word decides how far the bytes are out of step: a half-width comma sets them right soon.
DAMAGED = [
    "要突出抓好危化品、人员密集场所和旅游景区的检查,及时整治隐患。",
    "聚焦危化品生产储存、烟花爆竹和城镇燃气,开展拉网式排查。",
    "要坚持“三查三确保”工作机制,不留死角。",
    "会前作了通报。会议强调,各部门要认真履职,守好底线。",
    "抓紧恢复道路通行,并对环境保护设施逐一检查,不得带病运行。",
    "自然保护区、文物保护单位,都要建立火源管控台账。",
    "做好劳动保护用品发放,督促危化企业整改到位,形成闭环。",
    "加强安保力量,确保、维护社会稳定,让群众安心。",
    "要严格落实责任。火灾防控要前移,重点单位每月演练一次。",
    "对危化品仓储企业,要派人驻点,做到守土有责。",
    "危化品运输车辆要安装定位,夜间不得通行。",
    "要摸清危化品底数,建立台账,动态更新。",
    "各镇要落实措施。环保部门牵头,其他部门配合。",
    "对危化品重大危险源,实行挂牌督办。",
    "要开展危化品专项整治,严厉打击非法储存。",
]
TERMS = [
    "危化品", "危化企业", "保护区", "环境保护", "文物保护", "劳动保护", "生态保护", "安全保护", "保护群众", "危货运输",
    "保护生命", "保护措施", "保护装置", "保护条例", "防护保护", "自我保护", "保护环境", "保护人民", "火灾保护", "危化行业",
    "危化领域", "危化园区", "危化车辆", "危化监管", "危化事故", "危化安全", "危化从业", "保护现场", "保护设备", "保护文物", "保护水源", "保护耕地",
]


def _plain(words: str) -> str:
    return words.replace(",", "，")


def test_the_damage_is_what_the_pages_show() -> None:
    assert damage("危化品、人員密集") == ";贰⑷藛T密集"
    assert damage("兩確保”工作目標(") == "兩確!惫ぷ髂繕("
    assert damaged("危化品") == ";"


@pytest.mark.parametrize("script", ["simplified", "traditional"])
def test_damaged_terms_are_recovered(script: str) -> None:
    """At least nine in ten of thirty terms, in the middle of a list, by the damage alone and not by a list of them."""
    missed = []
    for term in TERMS:
        whole = f"要突出抓好交通、{term},消防和森林防火等工作,防止发生事故。"
        written = TO_TRADITIONAL.convert(whole) if script == "traditional" else whole
        raw = damage(written)
        if raw == written:
            continue  # a traditional form that the replacement does not hit
        text = clean(raw)
        check_offsets(text)
        if text.clean != _plain(whole):
            missed.append((term, raw, text.clean))
    assert len(missed) * 10 <= len(TERMS), missed


@pytest.mark.parametrize("decoder", ["hidden", "marked", "raw"])
def test_damaged_sentences_are_recovered(decoder: str) -> None:
    exact = [words for words in DAMAGED if clean(damage(words, decoder)).clean == _plain(words)]
    assert len(exact) * 3 >= len(DAMAGED) * 2, sorted(set(DAMAGED) - set(exact))


def test_a_recovered_word_knows_its_raw_place() -> None:
    raw = damage("要集中對道路交通、危化品、人員密集場所開展檢查,消除隱患。")
    text = clean(raw)
    assert text.clean == "要集中对道路交通、危化品、人员密集场所开展检查，消除隐患。"
    assert slice_of(text, "道路交通") == "道路交通"
    assert slice_of(text, "危化品")[0] == ";"
    assert slice_of(text, "密集场所") == "密集場所"
    (repair,) = [repair for repair in text.repairs if repair.kind == "gbk"]
    assert raw[repair.begin : repair.end] == ";贰⑷藛T"
    assert repair.reading.startswith("危化品")
    check_offsets(text)


def test_a_term_of_which_the_sign_alone_is_left_is_that_of_the_rest_of_the_text() -> None:
    first = "要聚焦;、消防安全等领域,开展整治。\n"
    text = clean(first + damage("会议要求,抓好危化品、人员密集场所安全,防止事故。\n"))
    assert text.clean.startswith("要聚焦危化品、消防安全等领域")


def test_a_character_eaten_with_its_bracket() -> None:
    text = clean("抓好城市燃?xì)、煤炭生產(chǎn)安全。")
    assert text.clean == "抓好城市燃气、煤炭生产安全。"


def test_what_cannot_be_recovered_is_flagged_and_ends_no_sentence() -> None:
    text = clean("要做好预案;、演练和值守,确保万无一失。")
    assert [repair.kind for repair in text.repairs] == ["gbk-lost"]
    assert text.clean == f"要做好预案{LOST}、演练和值守，确保万无一失。"


@pytest.mark.parametrize(
    "raw",
    [
        "一要压实责任;二要排查隐患;三要严格执法。",
        "同志们辛苦了!希望大家再接再厉!",
        "会议指出,要落实责任;要加强A级景区检查;对T型路口逐一排查。",
        "他说:“一定要守住!”大家都记住了;散会。",
    ],
)
def test_signs_that_are_signs_stay(raw: str) -> None:
    assert not [repair for repair in clean(raw).repairs if repair.kind.startswith("gbk")]


# ---- furniture ------------------------------------------------------------------------------------------------------

FURNITURE = [
    "- 6 -", "—3—", "— 12 —", "第 3 页 共 9 页", "3/9", "查看次数:[44947]", "浏览次数：1203", "阅读量 88次", "字体大小：[大 中 小]", "【字体：大 中 小】",
    "image1.png", "责任编辑：王小明", "打印 关闭", "【打印本页】【关闭窗口】", "►更多材料请关注老秘公众号", "上一篇：关于防汛的通知", "分享到：微信 微博", "|", "> |", "原文链接：https://example.org/a",
    "版权所有 某某县人民政府", "内部资料 请勿外传", "扫一扫在手机打开当前页",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_gives_nothing(line: str) -> None:
    raw = f"一、压实责任\n各乡镇要落实责任。\n{line}\n二、排查隐患\n要逐户上门。\n"
    text = clean(raw)
    assert text.clean == "一、压实责任\n各乡镇要落实责任。\n二、排查隐患\n要逐户上门。\n"
    assert {repair.kind for repair in text.repairs} <= {"furniture", "watermark", "page-number"}
    assert text.repairs
    check_offsets(text)


@pytest.mark.parametrize(
    "line",
    [
        "各单位要关注县应急局公众号。", "严禁非法打印、复印资料；", "要扫码登记，不得遗漏。", "第3页附表所列企业要停产。", "联系电话：0831-123456", "2023", "责任单位：县住建局", "★重点任务",
        "3.加强检查", "要编制《应急预案》", "（一）分享到每一个班组",
    ],
)
def test_lines_that_only_sound_like_furniture_stay(line: str) -> None:
    raw = f"一、压实责任。\n{line}\n二、排查隐患。\n"
    assert clean(raw).clean == raw


def test_marks_within_lines() -> None:
    text = clean("发布时间：2023-05-06 浏览次数：301\n[bookmark: _GoBack]（一）抓好防汛。\u200b要落实。<!-- END -->")
    assert text.clean == "发布时间：2023-05-06 \n（一）抓好防汛。要落实。"


def test_what_a_recognition_made_of_a_picture_goes_with_it() -> None:
    assert clean("要落实责任。\n\nimage2.jpg\nT 78 TR DX = 55 P )\n\n完。").clean == "要落实责任。\n\n\n完。"


def test_a_page_number_within_a_sentence() -> None:
    wrapped = "各乡镇人民政府和县级有关部门要坚持问题导向，认真组织\n开展拉网式隐患排查，逐一登记造册，明确整改责任人员，\n切实做到底数清楚、责任清晰、措施到位，把安全生产各\n— 3 —\n项工作落到实处，确保不发生事故。\n二、工作要求\n各单位要高度重视，主要负责同志要亲自抓、负总责，把\n任务分解到人。\n"
    text = clean(wrapped)
    assert "把安全生产各项工作落到实处" in text.clean
    assert "\n二、工作要求\n各单位" in text.clean
    assert "把任务分解到人" in text.clean
    check_offsets(text)


# ---- lines and gaps -------------------------------------------------------------------------------------------------


def test_a_title_broken_over_lines_is_one_line() -> None:
    raw = " 青溪县安全生产委员会办公室关于开展岁末\n年初安全生产隐患大排查大整治\n工作的通知\n\n各乡镇人民政府：\n"
    assert clean(raw).clean == " 青溪县安全生产委员会办公室关于开展岁末年初安全生产隐患大排查大整治工作的通知\n\n各乡镇人民政府：\n"


@pytest.mark.parametrize(
    "raw",
    [
        "一、压实责任\n各乡镇要落实责任。\n（一）抓好防汛\n要逐户上门。\n",
        "青溪县应急管理局\n2023年5月6日\n",
        "全市安全生产会议召开\n市长到会讲话\n昨日，会议在市委礼堂举行。\n",
        "责任单位：县住建局\n完成时限：2月底前\n",
    ],
)
def test_lines_of_their_own_stay_so(raw: str) -> None:
    assert clean(raw).clean == raw


@pytest.mark.parametrize(
    ("raw", "read"),
    [("关于防汛的通 知", "关于防汛的通 知"), ("通 知", "通知"), ("国　务　院", "国务院"), ("广 東 4月10日,省政府召開會議。", "广东 4月10日，省政府召开会议。"), ("省委 省政府", "省委 省政府"), ("董  宣", "董宣")],
)
def test_gaps_within_a_word(raw: str, read: str) -> None:
    assert clean(raw).clean == read


def test_redactions_are_marked_and_kept() -> None:
    raw = "**县发生一起事故，死亡*人，×县和某镇参加，XX州委作了部署，张某某被问责，投入□□万元。"
    text = clean(raw)
    assert text.clean == raw
    assert [raw[one.begin : one.end] for one in text.repairs if one.kind == "redaction"] == ["**", "*", "某", "XX", "某某", "□□"]


def test_latin_words_are_no_redactions() -> None:
    assert clean("使用MAXX型设备和XXL号防护服，IPv6、Excel表格。").repairs == ()


# ---- invariants -----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["各乡镇", "要落实", "責任", "(zé)", "（chǎn）", "\n", "\r\n", "　　", " ", "，", ",", "。", "；", ";", "!", "- 3 -", "浏览次数：12", "危化品", ";贰⑷藛T", "!惫ぷ", "image1.png",
     "\u200b", "**", "XX", "４月", "⽣", "安 全", "[bookmark: _GoBack]", "|", "一、", "?xì)", "\ufffd", "\ue123", "𠮷", "é", "字体大小：[大\n中 小]", "https://a.b", "---\n", "title: a\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=120, deadline=None)
def test_offsets_are_exact_whatever_the_text(raw: str) -> None:
    text = clean(raw)
    check_offsets(text)
    repaired = [(one.begin, one.end) for one in text.repairs if one.kind.startswith("gbk")]
    for index, character in enumerate(text.clean):
        begin, end = text.span(index, index + 1)
        if any(begin < stop and start < end for start, stop in repaired) or begin == end or character in (" ", LOST):
            continue
        same = clean_character(raw[begin:end])
        assert character in same, (raw, index, character, raw[begin:end])


def clean_character(raw: str) -> set[str]:
    """What one raw character may be read as where nothing was recovered."""
    return {raw, simplify(raw), TO_SIMPLIFIED.convert(raw), unicodedata.normalize("NFKC", raw), {",": "，", ";": "；", "!": "！", ":": "：", "?": "？", "(": "（", ")": "）"}.get(raw, raw)}


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_cleaned(raw: str) -> None:
    check_offsets(clean(raw))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this project")
def test_real_documents_keep_their_offsets_and_repeat() -> None:
    for file in sorted(CORPUS.glob("**/*.txt")):
        raw = file.read_text("utf-8-sig")
        text = clean(raw)
        check_offsets(text)
        assert text == clean(raw)


def test_a_long_single_line_is_cleaned() -> None:
    raw = "各乡镇要落实安全生产责任，" * 80_000
    assert clean(raw).clean == raw


def test_the_signs_of_markdown_are_passed_over_and_redactions_stay() -> None:
    raw = "# 石坝镇召开例会\n**各村要备足水源。** 由**县**镇派人。\n"
    text = clean(raw, markdown=True)
    assert text.clean == "石坝镇召开例会\n各村要备足水源。 由**县**镇派人。\n"
    at = text.clean.index("备足")
    assert raw[slice(*text.span(at, at + 2))] == "备足"


def test_a_county_out_of_step_with_its_stop_is_read_and_one_mark_alone_is_not() -> None:
    marks = "。縣".encode("gbk")[1:3].decode("gbk")  # what is left of it, one byte out of step
    text = clean(f"會議在禮堂舉行?{marks}h委書記到場，?h委也來人。what??here")
    assert marks == "？"
    assert text.clean == "会议在礼堂举行。县委书记到场，?h委也来人。what??here"
    assert [text.raw[repair.begin : repair.end] for repair in text.repairs] == ["?？h"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("到 2030 年，建成 12 个站点。", "到2030年，建成12个站点。"),
        ("2026 年 6 月 30 日前完成。", "2026年6月30日前完成。"),
        ("第 3 条 各单位要排查。", "第3条 各单位要排查。"),
        ("于6 月5 日前上报。", "于6月5日前上报。"),
        # what is set apart with a reason stays so: datelines, headings, annexes
        ("云溪 4月10日，县政府召开会议。", "云溪 4月10日，县政府召开会议。"),
        ("4 人员要求", "4 人员要求"),
        ("附件 1 项目清单", "附件 1 项目清单"),
    ],
)
def test_a_number_stands_beside_what_it_counts(raw: str, expected: str) -> None:
    assert clean(raw).clean == expected
