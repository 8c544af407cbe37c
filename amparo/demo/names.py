"""Names and numbers of people who do not exist: Han and Uyghur-style names, organisations, cards, phones, identities.

No number can be a living person's: identity numbers carry an area code never issued, phones a prefix never assigned.
"""

from __future__ import annotations

from datetime import date
from random import Random

from amparo.demo.chance import likely, number, pick

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = [
    "建国",
    "秀英",
    "志强",
    "丽华",
    "伟",
    "芳",
    "敏",
    "静",
    "磊",
    "洋",
    "艳",
    "勇",
    "军",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "霞",
    "平",
    "刚",
    "桂英",
    "玉兰",
    "国庆",
    "晓燕",
    "海燕",
    "红梅",
    "雪梅",
    "春花",
    "文静",
    "子涵",
    "雨桐",
    "浩然",
    "天佑",
    "振华",
    "永福",
    "长青",
    "淑珍",
    "桂兰",
    "秀兰",
    "宝珠",
    "凤英",
    "德才",
    "金山",
    "新民",
    "援疆",
    "建疆",
    "思远",
    "嘉怡",
    "一诺",
    "俊熙",
    "诗涵",
    "梓轩",
    "若曦",
    "明哲",
    "晨曦",
    "佳宁",
    "博文",
]
UYGHUR_FIRST = [
    "阿不都热依木",
    "买买提明",
    "阿依古丽",
    "古丽娜尔",
    "艾山江",
    "吐尔逊",
    "阿迪力",
    "努尔买买提",
    "热依拉",
    "帕提古丽",
    "玉素甫",
    "依明江",
    "艾尼瓦尔",
    "祖丽胡玛尔",
    "阿曼古丽",
    "木合塔尔",
    "塔依尔",
    "再娜甫",
    "海丽切木",
    "麦麦提艾力",
    "阿卜杜拉",
    "米热古丽",
    "肉孜",
    "库尔班",
    "尼亚孜",
    "茹仙古丽",
]
UYGHUR_FATHER = [
    "买买提",
    "阿不都拉",
    "吐尔地",
    "艾合买提",
    "依布拉音",
    "司马义",
    "热合曼",
    "卡德尔",
    "托合提",
    "沙吾提",
    "艾则孜",
    "玉苏普",
    "库尔班",
    "尼亚孜",
    "阿西木",
    "那买提",
    "赛买提",
    "图尔荪",
    "亚森",
    "伊力",
]
TRADES = [
    "农业发展",
    "物流运输",
    "建材贸易",
    "食品加工",
    "纺织",
    "番茄制品",
    "棉业",
    "商贸",
    "物业服务",
    "矿业",
    "旅游客运",
    "建筑安装",
    "果业",
    "乳业",
]
PLACES = [
    "博格达",
    "天池",
    "塔河",
    "红山",
    "胡杨",
    "葱岭",
    "和静",
    "玉河",
    "赛里木",
    "喀拉峻",
    "南疆",
    "北庭",
    "轮台",
    "疏勒",
]
BANKS = (
    ("工商银行", "622208"), ("农业银行", "622848"), ("中国银行", "621661"), ("建设银行", "621700"),
    ("招商银行", "621486"), ("邮储银行", "621799"), ("昆仑银行", "621069"), ("新疆农信", "621287"),
)  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def person_name(rng: Random) -> str:
    """A Han name, or in two of five a Uyghur-style name with its middle dot."""
    if likely(rng, 0.4):
        return f"{pick(rng, UYGHUR_FIRST)}·{pick(rng, UYGHUR_FATHER)}"
    return pick(rng, SURNAMES) + pick(rng, GIVEN)


def organisation_name(rng: Random) -> str:
    """A firm's name."""
    return f"新疆{pick(rng, PLACES)}{pick(rng, TRADES)}有限责任公司"


def identity_number(rng: Random, born: date) -> str:
    """Eighteen digits with a right check digit, in area 650000, which is a whole region and never a person's."""
    body = f"650000{born:%Y%m%d}{number(rng, 1, 999):03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def phone_number(rng: Random) -> str:
    """Eleven digits with a prefix that serves machines, not people."""
    return f"140{number(rng, 0, 99_999_999):08d}"


def account_number(prefix: str, serial: int, slot: int) -> str:
    """A card number of its own for each serial and slot (19 digits)."""
    return f"{prefix}{slot:03d}{serial:010d}"


def masked(name: str) -> str:
    """The name as wallets show it: the first character hidden, or all but the last part of a longer name."""
    return "*" + name[1:] if len(name) <= 3 else "**" + name[-2:]
