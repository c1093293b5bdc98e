"""Cue words as the grammar uses them: sets keyed for quick look-up at a place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .verbs import open_verbs

VERBS = """树牢 梳理 提炼 从重 从快 从严从快 免职 停职 调离 改送 履职 采用 采集 注册 授权 组成 抓严 给予 予以 参与 新建 改建 扩建 新增 增设 谨记 切断 发放 督导 认领 抓严 深学 承担 承办 加强 强化 推动 提升 确保 开展 落实 抓好 坚持 做好 建立 加大 打造 推进 完善 提高 促进 建设 发挥 培育 狠抓 做到 实现 严防 组织 深化 形成 制定 优化
明确 保障 构建 紧盯 实施 探索 贯彻 防范 杜绝 健全 排查 把 将 严禁 严厉 依托 增强 努力 利用 结合 严肃 保持 遏制 立足 汲取 吸取 防止 创新 总结 搭建 克服 维护
压紧 压实 聚焦 执行 注重 牢固 预防 研究 掌握 集中 带动 推广 整合 认识 认清 学习 履行 指导 安排 定期 改进 逐一 妥善 引进 争取 营造 遴选 统一 申请 拧紧 夯实 曝光 监管 打好 管控 整治
实行 规范 树立 达到 采取 细化 消除 宣传 提前 继续 建成 扩大 开发 助力 引领 发现 收集 组建 吸引 畅通 拓宽 保证 研发 把好 扛起 巩固 扛牢 关心 构筑 把准 守护 杜绝 统筹 深入 全面 严格 认真 切实 积极 大力 着力 坚决
扎实 持续 充分 有效 迅速 及时 加快 突出 重点 督促 督导 检查 监督 指导 引导 鼓励 支持 动员 发动 教育 培训 演练 储备 备足 落细 抓实 抓细 抓紧 抓住 围绕 按照 对照 依法 依规 从严 查处 打击 处罚 追究 追责 问责 约谈 通报 取缔 关闭 关停 停产 停工 整改 清理 清查
清除 拆除 封堵 疏通 巡查 巡护 巡逻 值守 值班 上报 报送 报告 公布 公示 公开 发布 签订 纳入 列入 明晰 厘清 理顺 划分 分解 层层 逐级 逐项 逐条 配齐 配备 配强 充实 调整 补齐 补强 弥补 堵塞 封闭 隔离 转移 撤离 疏散 救治 救助 安置 抢修 抢险 救援 处置 处理 应对 化解 防控 防住 防好 守住 守牢 守好
牢记 牢牢 铭记 把握 突破 落到 形成 营造 凝聚 汇聚 发扬 弘扬 传达 传导 学深 领会 贯通 运用 用好 用足 管好 管住 看好 看住 盯住 盯紧 紧抓 严管 严查 严打 严控 严把 严守 严惩 严肃 狠刹 摸清 摸排 查清 查明 查找 查改 核查 核实 复查 验收 考核 考评 评估 评价 评定 监测 预警 预报 研判 会商 分析 预测 预留
编制 修订 修改 出台 印发 制订 起草 拟定 设立 设置 成立 组成 选派 派出 抽调 召开 举办 组织 参加 配合 协助 协同 协调 联动 联合 会同 共享 对接 衔接 沟通 报请 提请 提出 提交 提供 安装 配置 改造 更新 升级 维修 维护 检修 保养 检测 检验 检定 登记 备案 审查 审批 审核 把关 核发 准入 淘汰 退出 限制 控制 减少 降低 避免 杜绝 禁止 取消 停止 暂停 恢复 启动 启用 运行 试行 推行
普及 倡导 倡议 告知 提醒 提示 警示 警醒 反思 检视 自查 互查 抽查 普查 督查 督办 挂牌 销号 闭环 跟踪 回头看 压减 缩短 延长 增加 增设 增派 增配 拓展 延伸 覆盖 融合 集成 集聚 激发 激励 奖励 表彰 惩戒 惩处 实事求是 举一反三 未雨绸缪 千方百计 齐抓共管 以案促改 尽快 尽力 尽职 尽责 主动 自觉 带头 亲自 靠前 坚守 坚决 决不 不断 不折不扣 毫不松懈 毫不放松 时刻 始终 时时 处处 进一步 更好 更加 纵深 细致 动态 精准 科学 合理 稳妥 稳步 有序 有力 广泛 逐步 适时 随时 定时 严密 周密 精心 用心 用情 全力 全员 全程 协力 合力 共同 分类 分级 分区 分行业 大胆 强力 高度 高效 高标准 高质量 客观 公开 公正 依靠 依据 根据 针对 面向 瞄准 着眼 借助 基于 通过 会后 择优 力争 力求 务求 优先 重新 专题 专项 集成 对标 推荐 征集 筛选 申报 委托 授权 评选 命名 创建 争创 培养 选拔 储存 保护 保存 使用 应用 运用 拓宽 深挖 细查 彻查 深查 加密 加紧 加固 加装 加派 加盖 减轻 倒逼 推选 牵头 负责 抓 管 盯 查 防 守 让 使 为 以 从 在 对""".split()
_LOOKS_BACK = re.compile(
    r"取得|成效|成绩|回顾|总结(?!推广)|工作情况|基本情况|形势|存在(?:的)?(?:主要)?(?:问题|不足)|主要问题|问题(?:和|与)不足|面临|现状|背景|概况|事故(?:情况|概况|经过|原因)|有关情况|检查情况|完成情况|内涵|意义重大"
)
_ADVERB = re.compile(
    r"(?:都要|每年|每月|每季度|全省|全市|全县|全区|全镇|全州|基本|具体|分别|分(?:行业|区域|领域|类别|批次|层级|片区)、?|同步|随机|实时|会后|广|要|应|须|一道|联合|随时|时时|处处|大胆|即|做到|进一步|深入|切实|全面|严格|认真|持续|着力|大力|积极|不断|坚决|扎实|充分|有效|科学|稳步|广泛|全力|依法依规|依法|迅速|及时|重点|特别是?|尤其是?|同时|此外|因此|另外|继续|牢牢|始终|时刻|从严从实|从严|从细|统筹|更好|更加|真正|毫不放松|逐步|加快|精准|主动|自觉|紧紧|务实|强力|集中|深刻|努力|共同|还|并|也|都|均|再|更|将|能够|尽快|适时|定期|立即|马上|严肃|坚持不懈|持之以恒|一以贯之|千方百计|全力以赴|以及|和|或|及)+"
)


# A clause that only sets the scene: a preposition or a time opens it, and the order follows behind its comma.
_SCENE = re.compile(
    r"(?:以(?!及)|按照?|针对|对(?:于|照|标)?|在|通过|围绕|结合|根据|为(?:了|进一步|切实|全面|认真|深入|有效|确保|落实|贯彻|做好|加强|推动|推进|促进|充分)?|从|由于|鉴于|随着|聚焦|立足|利用|依托|依据|基于|面向|面对|就|凡|经|自|到\d{4}年|至|截至|当前|目前|近期|今年|明年|每年|下一步|下步|接下来|同时|此外|另外|因此|为此|对此|特别是|尤其是|要?坚持|会后|\d{1,4}年|\d{1,2}月|除|遇|一旦|未|如|若|未|发现|发生|有条件)"
)
_PERMIT = re.compile(r"(?<![不])可(?:以|根据|按|依|向|由|在|视|自|对|直接|适当)|不适用|适用本|参照(?:本|执行)")
_BODY_END = (
    r"(?:部门|单位|企业|公司|集团|机构|机关|政府|党委|党组|党工委|管委会|委员会|安委会|安委办|安办|指挥部|领导小组|工作组|专班|办公室|协会|学校|院校|院所|医院|媒体|乡镇|街道|镇街|社区|村|村委会|居委会|县区|市区|市县|区县|市州|州市|地区|省市|各方面|有关方面|相关方面|各地|各级|各方|厂|矿|站|所|局|厅|部|委|办|队伍|支队|大队|总队|中队|队|(?<![正相身])处(?![于在理置罚分])|科|院|中心|银行|组织|团体|人员|干部|负责人|责任人|领导|书记|市长|县长|区长|乡长|镇长|主任|职工|主席|经理|厂长|组长|(?<=[县市区镇乡州村组矿厂站所校院局科处部队班])长|总指挥|董事长|总工程师|法定代表人|实际控制人|控制人|护林员|网格员|村医|民兵|武警|员(?!工)|矿(?!山)|室|镇长|部队|力量|小分队|从业者|主体|业主|经营者|驾驶人|管理者|成员|委员|代表|双方|省级|市级|县级|区级|乡级|镇级|州级|[县市区省州盟旗])(?:[（(][^）)]{1,12}[）)])?(?:等)?"
)
# 监管部门, 组织部门, 试点单位 …: names that begin like a verb.
_VERBAL_BODY = re.compile(
    r"(?:安全)?(?:教育|监管|监督|督查|组织|宣传|应急|执法|检测|检验|评估|审批|审核|管理|指导|建设|使用|牵头|责任|配合|实施|运行|服务|培训|推广|研发|开发|设计|施工|监理|救援|保障|调度|登记|统筹|协调|防范|整治|巡查|发现|经营|应用|采集|提供|归集|测试|评价|认证|咨询|研究|申报|使用|面向)(?:和[\u4e00-\u9fff]{2,4})?(?:主管|管理|监管|检查|服务|技术|执法)?(?:部门|单位|机关|机构|局|部(?!署)|室|科|处(?![理置])|站|队伍?|主体|委|办|组|人员|企业|者|方|人|体系)"
    r"|以上|对口|在建|在岗|从业|从事|经营性|自[然主]|从严治|依法设立"
)
_BODY_ENDS = re.compile(_BODY_END)


@dataclass(frozen=True, slots=True)
class Cues:
    """Directive verbs by length, and what a heading says that looks back."""

    verbs: frozenset[str]
    longest: int

    def looks_back(self, heading: str) -> bool:
        return _LOOKS_BACK.search(heading) is not None

    def scene(self, clean: str, begin: int, end: int) -> bool:
        return _SCENE.match(clean, begin, end) is not None

    def permits(self, clean: str, begin: int, end: int) -> bool:
        return _PERMIT.search(clean, begin, end) is not None

    def directive_at(self, clean: str, begin: int, end: int) -> bool:
        """Does a directive verb stand at `begin`, perhaps after adverbs?"""
        found = _ADVERB.match(clean, begin, end)
        places = (begin, found.end()) if found else (begin,)
        verbs = self.verbs
        for at in places:
            for length in range(min(self.longest, end - at), 1, -1):
                word = clean[at : at + length]
                if word in verbs and not clean.startswith(("人", "同志") if word == "负责" else "的", at + length):
                    return True
            if clean.startswith(("让", "把"), at):
                return True
        return False

    def directive_behind(self, clean: str, begin: int, end: int) -> bool:
        """Does a directive verb stand anywhere behind the preposition that opens the clause (面向…开展…, 在…内开展…)?"""
        verbs = self.verbs
        return any(clean[at : at + 2] in verbs for at in range(begin + 4, end - 3))

    def directive_within(self, clean: str, begin: int, end: int) -> bool:
        """Does a body stand at the head of the clause, with a directive verb behind it?"""
        return any(self.predicate_at(clean, at, end) for at in self.body_ends(clean, begin, min(end, begin + 90)))

    def body_ends(self, clean: str, begin: int, end: int) -> list[int]:
        """The offsets behind words with which a body's name can end, ascending."""
        return [found.end() for found in _BODY_ENDS.finditer(clean, begin, end)]

    def predicate_at(self, clean: str, at: int, end: int) -> bool:
        """Does what a body must do begin here: a directive verb, perhaps after adverbs, or a preposition?"""
        if at < end and clean[at] == "“":  # 负责人“四不两直”开展…: a quoted manner
            at = clean.find("”", at, end) + 1 or at
        if at >= end or _VERBAL_BODY.match(clean, at, end):
            return False
        if self.directive_at(clean, at, end) or clean.startswith(_PREPOSITIONS, at):
            return True
        manner = _MANNER.match(clean, at, end)
        at = manner.end() if manner else at
        return bool(manner) or clean[at : at + 2] in open_verbs()

    def acts_at(self, clean: str, at: int, end: int) -> bool:
        """A predicate, or one of the short verbs of duty lists (包乡, 管户, 抓点)."""
        return at < end and (clean[at] in "包管抓守盯看带联挂负驻" or self.predicate_at(clean, at, end))

    def opens_no_subject(self, clean: str, begin: int, end: int) -> bool:
        """Does the clause begin with a verb or a preposition, so that no subject can stand at its head?"""
        if _VERBAL_BODY.match(clean, begin, end):
            return False
        return self.scene(clean, begin, end) or self.directive_at(clean, begin, end)


# When and how often, between a subject and its verb (护林员每天…, 安监部每旬…, 省防指20日12时前…).
_MANNER = re.compile(
    r"(?:每(?:天|日|周|旬|月|季度?|年|半月|半年|逢|[一二三两四五六七]天|人|户|班)|\d{1,4}[年月日号时](?:\d{1,2}[日号时分])?[^，。；]{0,10}?[前内起]|[本上下]?[年月周日]内|年底前|月底前|全程|全天|当[天日场]|24小时|昼夜|即刻|立即|马上|从今[天日晚]起|至少|不[少低]于|不超过|轮流|(?:[汛节会假雨冬春夏秋]|“[^”]{1,4}”)[\u4e00-\u9fff]{0,4}前|负(?=[^责，。]{0,12}责))"
)
_PREPOSITIONS = ("在", "就", "对照", "围绕", "针对", "立足", "除", "为", "按照", "于", "先", "已", "对", "将", "把", "按", "依", "根据", "结合", "向", "每", "以", "通过", "会同", "经")


@cache
def cues() -> Cues:
    verbs = frozenset(v for v in VERBS if len(v) > 1)
    return Cues(verbs, max(map(len, verbs)))
