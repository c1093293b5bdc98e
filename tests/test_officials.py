"""Named persons and their posts: sentences in which ⟦…⟧ marks every place that must be found, and nothing else may be."""

from __future__ import annotations

import re

import pytest

from extract.names import fits, name_at, not_names, surnames
from extract.officials import Officials, find
from extract.outline import outline
from extract.page import Page
from extract.posts import posts_before
from extract.text import untouched

DOCUMENT = "data:document/00112233445566aa"


def page(text: str, home: str | None = None) -> Page:
    return Page(untouched(text), outline(text), DOCUMENT, "", None, home, None)


def unmark(marked: str) -> tuple[str, set[tuple[int, int]]]:
    spans: set[tuple[int, int]] = set()
    text = ""
    for piece in re.split(r"(⟦[^⟧]*⟧)", marked):
        if piece.startswith("⟦"):
            spans.add((len(text), len(text) + len(piece) - 2))
            piece = piece[1:-1]
        text += piece
    return text, spans


def read(marked: str, home: str | None = None) -> Officials:
    """Find, and hold every marked place against every found one."""
    text, spans = unmark(marked)
    found = find(page(text, home))
    places = {span for person in found.people for span in person.spans}
    assert {text[b:e] + f"@{b}" for b, e in places} == {text[b:e] + f"@{b}" for b, e in spans}
    return found


def posts(found: Officials) -> dict[str, tuple[str, ...]]:
    return {person.name: person.posts for person in found.people}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # posts before the name, the first body shared by bare offices after it
        ("县委副书记、县长⟦卢向明⟧主持会议。", {"卢向明": ("县委副书记", "县长")}),
        ("6月2日，省委常委、常务副省长⟦欧阳倩⟧带队检查。", {"欧阳倩": ("省委常委", "常务副省长")}),
        ("国务委员、国务院防汛抗旱指挥部总指挥⟦韩柏年⟧，副总指挥⟦魏东⟧、⟦孟凡力⟧出席会议。",
         {"韩柏年": ("国务委员", "国务院防汛抗旱指挥部总指挥"), "魏东": ("副总指挥",), "孟凡力": ("副总指挥",)}),
        ("市应急管理局党委书记、局长⟦罗兰芳⟧介绍情况。", {"罗兰芳": ("市应急管理局党委书记", "市应急管理局局长")}),
        ("市局（公司）党组成员、副总经理⟦邵勇⟧参加会议。", {"邵勇": ("市局（公司）党组成员", "市局（公司）副总经理")}),
        ("出差在外的市委书记⟦温海⟧立即作出批示。", {"温海": ("市委书记",)}),
        ("按照副市长⟦秦川⟧批示要求，县里连夜排查。", {"秦川": ("副市长",)}),
        ("国务委员兼公安部部长⟦郑克⟧讲话。", {"郑克": ("国务委员", "公安部部长")}),
        # lists
        ("副省长⟦马千里⟧、⟦夏阳⟧、⟦段明哲⟧分别部署分管领域工作。", {"马千里": ("副省长",), "夏阳": ("副省长",), "段明哲": ("副省长",)}),
        ("市领导 ⟦贺 平⟧、⟦陶子文⟧、⟦买买提·艾力⟧出席。", {"贺平": ("市领导",), "陶子文": ("市领导",), "买买提·艾力": ("市领导",)}),
        ("县长⟦高峰⟧和县委副书记⟦冯子健⟧参加活动。", {"高峰": ("县长",), "冯子健": ("县委副书记",)}),
        # a body at the end of a list of names, or before a redacted one, is nobody
        ("副镇长⟦赵刚⟧及安监站、工商所负责人参加。", {"赵刚": ("副镇长",)}),
        ("会上，安监处处长郭**通报情况。", {}),
        # names right behind a body, in a list
        ("常务副市长⟦陈勇⟧率市环保局⟦李春文⟧、⟦苏开伟⟧、市供排水公司⟦柴文光⟧、⟦牛韦斌⟧到源丰公司调研。", {"陈勇": ("常务副市长",), "李春文": (), "苏开伟": (), "柴文光": (), "牛韦斌": ()}),
        ("钱库镇镇长⟦杨雷⟧提出具体要求。", {"杨雷": ("钱库镇镇长",)}),
        # the post after the name, its body before it
        ("省应急管理厅⟦沈仲康⟧副厅长出席会议。县公安局⟦何伟⟧副局长通报情况。", {"沈仲康": ("省应急管理厅副厅长",), "何伟": ("县公安局副局长",)}),
        # the post after the name
        ("认真学习⟦习近平⟧总书记重要讲话，落实⟦李克强⟧总理批示。", {"习近平": ("总书记",), "李克强": ("总理",)}),
        ("⟦严宁⟧（县交通运输局局长）：要盯住渡口。", {"严宁": ("县交通运输局局长",)}),
        ("⟦孙正国⟧（中国工程院院士、北京工商大学校长、 中国渡运学会理事长）发言。", {"孙正国": ("中国工程院院士", "北京工商大学校长", "中国渡运学会理事长")}),
        ("江西财经大学教授⟦刘文川⟧到场。", {"刘文川": ("江西财经大学教授",)}),
        ("省委常委、秘书长⟦陈敏⟧和代理市长⟦卢向明⟧出席。", {"陈敏": ("省委常委", "省委秘书长"), "卢向明": ("代理市长",)}),
        # no post
        ("会前学习贯彻⟦习近平⟧关于防灾减灾的重要论述。", {"习近平": ()}),
        ("⟦沈如松⟧强调，要守住底线。随后⟦沈如松⟧来到矿区。", {"沈如松": ()}),
        ("⟦何志远⟧、⟦吴敏⟧陪同调研。", {"何志远": (), "吴敏": ()}),
        ("给予⟦侯建国⟧同志警告处分。", {"侯建国": ()}),
        ("驾驶员⟦彭立军⟧当场死亡。", {"彭立军": ()}),
        # rare surnames, names that are no Han ones, what only looks like a name
        ("县长⟦丘建成⟧、副县长⟦洪立业⟧和州长⟦阿依古⟧分别作出批示。", {"丘建成": ("县长",), "洪立业": ("副县长",), "阿依古": ("州长",)}),
        ("旗长⟦哈斯格日⟧、副州长⟦扎西多吉⟧、副省长⟦回建国⟧出席。",
         {"哈斯格日": ("旗长",), "扎西多吉": ("副州长",), "回建国": ("副省长",)}),
        ("成立岚川县渡口整治领导小组，由副县长⟦赖文海⟧任组长，县交通局局长⟦丘平⟧、县水利局副局长⟦蔚然⟧任副组长。",
         {"赖文海": ("副县长", "岚川县渡口整治领导小组组长"), "丘平": ("县交通局局长", "岚川县渡口整治领导小组副组长"), "蔚然": ("县水利局副局长", "岚川县渡口整治领导小组副组长")}),
        ("省林业局局长⟦陆之野⟧通报火情。", {"陆之野": ("省林业局局长",)}),
        ("会议传达学习了⟦习近平⟧总书记重要指示。", {"习近平": ("总书记",)}),
        ("总经理⟦魏东⟧、安全副总经理⟦孟凡力⟧参加。", {"魏东": ("总经理",), "孟凡力": ("安全副总经理",)}),
        ("经济开发区管委会主任⟦陶子文⟧汇报。", {"陶子文": ("经济开发区管委会主任",)}),
        # those whom a report on an accident lists, and appointments
        ("1.⟦李明亮⟧，男，中共党员，县煤炭局副局长。建议给予撤职处分。", {"李明亮": ("县煤炭局副局长",)}),
        ("煤矿检查组，由市煤炭局⟦孙伟⟧任组长。经研究，⟦卢向明⟧任县应急管理局副局长、党委委员。",
         {"孙伟": ("组长",), "卢向明": ("县应急管理局副局长", "党委委员")}),
        ("⟦黄玉生⟧、⟦周文⟧、琼色、⟦张利⟧等部领导参加。".replace("琼色", "⟦琼色⟧"), {"黄玉生": ("部领导",), "周文": ("部领导",), "琼色": ("部领导",), "张利": ("部领导",)}),
        # a longer post for the same office swallows the bare one
        ("国务院总理⟦李克强⟧批示。会议要求落实⟦李克强⟧总理批示。", {"李克强": ("国务院总理",)}),
        # enterprises and those who answer for them
        ("公安机关对某某商贸有限公司法定代表人⟦葛春生⟧等3人立案侦查。", {"葛春生": ("某某商贸有限公司法定代表人",)}),
    ],
)
def test_a_person_is_found_with_posts(marked: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert posts(read(marked)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "副市长张**、李某和王某某参加会议。",  # redacted: nobody
        "张市长要求各科室值守，李局长、刘先生到场。",  # a surname alone
        "市长负责制和主任委员会制度要落实到位。",  # an office inside a word
        "书记处书记、委员会主任应当履职。",
        "全会强调，要坚持安全第一。文件指出，方案要求明确。",  # words that open with a surname
        "党中央要求，项目强调质量，高校主持科研。",
        "（记者 陈晓 通讯员 何琳）责任编辑：梁秋月",  # who signs is no official
        "联系人：董小明，电话：0000-1234567。",
        "代表高度评价，成员普遍认为有效。",
        "以习近平新时代中国特色社会主义思想为指导。",
        "东莞市长安镇组织演练。",  # no mayor
        "县级领导包乡、护林员包山头，对重点隐患实行领导包案。",  # who looks after what
        "支队长靠前指挥，防汛指挥部成员洪水期间不得外出。",
    ],
)
def test_nobody_is_found(text: str) -> None:
    assert find(page(text)).people == ()


def test_a_roster_gives_everybody_the_post_and_the_part_in_the_group() -> None:
    text = "\n县森林防火指挥部成员名单\n组　长：⟦汪清宇⟧ 县长\n副组长：⟦何　山⟧ 副县长\n成　员：⟦潘朝⟧ 县林业局局长\n　　　　⟦牛韬⟧ 县公安局副局长\n⟦牛韬⟧同志兼任办公室主任。\n"
    assert posts(read(text)) == {
        "汪清宇": ("县长", "县森林防火指挥部组长"),
        "何山": ("副县长", "县森林防火指挥部副组长"),
        "潘朝": ("县林业局局长", "县森林防火指挥部成员"),
        "牛韬": ("县公安局副局长", "县森林防火指挥部成员", "县森林防火指挥部办公室主任"),
    }


def test_who_signs_a_document_stands_beside_its_number() -> None:
    text = "岚川县安委会办公室文件\n岚安办〔2019〕7号　签发人：⟦周尚嘉⟧\n关于做好渡口安全工作的通知\n"
    assert set(posts(read(text))) == {"周尚嘉"}


def test_a_roster_may_have_lost_blanks() -> None:
    text = "\n组　长：⟦汪清宇⟧ 街道党工委书记\n副组长：⟦何　山⟧ 办事处主任\n⟦潘朝辉⟧便民服务中心主任\n⟦牛韬⟧ 综合执法办工作人员\n各社区干部、网格员\n"
    assert set(posts(read(text))) == {"汪清宇", "何山", "潘朝辉", "牛韬"}


def test_a_notice_that_forms_a_group_gives_its_members_their_part() -> None:
    text = (
        "关于成立岚川县校车整治领导小组的通知\n各乡镇：\n县政府决定成立岚川县校车整治领导小组（以下简称领导小组），组成人员如下：\n"
        "组长：⟦汪清宇⟧    县委常委、副县长\n成员：⟦幸福田⟧    县教育局局长\n        ⟦艾力·买买提⟧    县公安局副局长\n"
        "领导小组办公室设在县教育局，⟦幸福田⟧同志兼任办公室主任，县教育局副局长⟦潘朝⟧、县公安局副局长⟦牛韬⟧任副主任。\n"
    )
    group = "岚川县校车整治领导小组"
    assert posts(read(text)) == {
        "汪清宇": ("县委常委", "副县长", group + "组长"),
        "幸福田": ("县教育局局长", group + "成员", group + "办公室主任"),
        "艾力·买买提": ("县公安局副局长", group + "成员"),
        "潘朝": ("县教育局副局长", group + "办公室副主任"),
        "牛韬": ("县公安局副局长", group + "办公室副主任"),
    }


def test_a_change_of_members_is_a_change_of_the_group_in_the_title() -> None:
    text = "某市防震减灾领导小组关于调整组成人员的通知\n组  长：⟦汪清宇⟧（副市长）\n成  员：⟦海  波⟧（市地震局局长）\n        ⟦党  政⟧（市教育局局长）\n"
    group = "某市防震减灾领导小组"
    assert posts(read(text)) == {"汪清宇": ("副市长", group + "组长"), "海波": ("市地震局局长", group + "成员"), "党政": ("市教育局局长", group + "成员")}


def test_national_leaders_are_one_everywhere_and_others_belong_to_their_place() -> None:
    text = "国务院副总理庄正和副市长庄文批示。"
    assert [person.iri for person in find(page(text)).people] == ["data:official/庄正", f"{DOCUMENT}/official/庄文"]
    assert [person.iri for person in find(page(text, "甘肃省酒泉市")).people] == ["data:official/庄正", "data:official/甘肃省酒泉市/庄文"]


def test_posts_are_things_of_a_body() -> None:
    found = find(page("国务院安委会主任庄正讲话。")).findings
    triples = {(s.subject, s.property, s.value) for s in found.statements}
    assert ("data:official/庄正", "zr:holdsPost", "data:post/国务院安委会主任") in triples
    assert any(s == "data:post/国务院安委会主任" and p == "zr:postIn" for s, p, _ in triples)
    assert {thing.kind for thing in found.things} >= {"zr:Official", "zr:Post"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("李自强，", "李自强"), ("黄强主持", "黄强"), ("张国清带领", "张国清"), ("王明要求", "王明"), ("欧阳春在", "欧阳春"), ("阿不力孜·热合曼说", "阿不力孜·热合曼")],
)
def test_where_a_name_ends(text: str, name: str) -> None:
    found = name_at(text, 0)
    assert found is not None
    assert text[: found[0]] == name


@pytest.mark.parametrize("word", ["安全", "高度", "党中央", "公安局", "李某", "张市长", "刘先生", "中国"])
def test_what_has_not_the_form_of_a_name(word: str) -> None:
    assert not fits(word, False)


def test_the_dictionaries_of_names_are_sound() -> None:
    assert {"王", "欧阳", "甯"} <= set(surnames())
    opens = {word for word in not_names() if not (word[0] in surnames() or word[:2] in surnames())}
    assert opens == set()


def test_a_post_stops_where_its_clause_begins() -> None:
    text = "会议由县安委会主任"
    assert [post.label for post in posts_before(text, 0, len(text))] == ["县安委会主任"]
    assert posts_before("会议由大家", 0, 5) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议决定任命李明辉为县应急管理局局长。", {"李明辉": ("县应急管理局局长",)}),
        ("大会选举王立明同志为县长。", {"王立明": ("县长",)}),
        ("全会决定，递补孙远帆、马汉明为县委委员。", {"孙远帆": ("县委委员",), "马汉明": ("县委委员",)}),
        ("会议免去李明辉的县应急管理局局长职务。", {"李明辉": ()}),
        ("全会确认给予孙远帆、马汉明、苗新、李石松、杨发林5人开除党籍的处分。", {"孙远帆": (), "马汉明": (), "苗新": (), "李石松": (), "杨发林": ()}),
        ("任命李明辉为县应急管理局局长、王强为县水利局局长。", {"李明辉": ("县应急管理局局长",), "王强": ("县水利局局长",)}),
        ("免去王强县安委办主任职务。", {"王强": ()}),
        ("景区有白云山、黄龙洞、金鞭溪、石牛寨、马岭河、龙虎山。", {}),
        ("易制毒、易制爆、易燃品、易爆品、危险品。", {}),
        ("遇难者名单：张立明、王建国、李文华、赵志强、孙远帆。", {}),
        ("梁姓、李姓、苏姓、陈姓、吴姓等人受伤。", {}),
        ("这种材料耐磨、高强、高韧、透明、防水。", {}),
    ],
)
def test_who_is_made_something_and_long_lists_of_names(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert posts(find(page(text))) == expected


def test_every_office_of_the_scheme_can_be_held() -> None:
    """The offices of which a person has one: neither collectives nor what somebody is without a post (业主, 司机)."""
    from ontology import concepts

    scheme = concepts.offices()
    collective = scheme.narrower("collective-office") | {"collective-office"}
    held = {label for office in scheme if office.id not in collective for label in office.labels if re.search(r"(?:书记|主席|主任|[^员]长|委员|经理|总监|工程师|督学|政委|检察官|教导员|指导员|调研员|巡视员)$", label)}
    bodies = ("县应急管理局", "县", "", "宏达煤业公司", "东风村", "市消防救援支队", "大河镇")
    nobody = [
        office for office in sorted(held)
        if not any("王立明" in posts(find(page(f"3月2日，全县安全生产工作会议召开。{body}{office}王立明主持会议。"))) for body in bodies)
    ]
    # these alone would be read out of 火山长期, 公路长度, 大楼长廊; a congress of officers has several
    assert set(nobody) <= {"山长", "路长", "街长", "楼长", "湖长", "河长", "林长", "车长"} | {office for office in nobody if "兼" in office}
    assert len(held) > 300
