"""Letters that are written in several ways, and the one that phrases are compared by."""

from typing import Final

# Characters of tracker words only, traditional (or Japanese) above, simplified below: a full table would
# be a library's, and phrases of other words are compared as they are.
TRADITIONAL: Final = (
    "應聘職業務員試筆過選擇絕錄復審審簡歷進階淘汰結術終輪約邀請發給與參無關閉電話"
    "線測評價題劃見談談協議書籤簽訂條獵頭內門戶網寫聯繫絡應時間開啟記備註預備報資"
    "薪質產單處動態轉換節點當檔案歸擱置暫緩緩棄銷後來還沒聽說訊總監層級經驗領隊風"
    "険驗検験録択応継続決終済総経単対図会社機構遞遺憾視頻號碼紹實習級為貸準備從決負責篩覆並會"
)
SIMPLIFIED: Final = (
    "应聘职业务员试笔过选择绝录复审审简历进阶淘汰结术终轮约邀请发给与参无关闭电话"
    "线测评价题划见谈谈协议书签签订条猎头内门户网写联系络应时间开启记备注预备报资"
    "薪质产单处动态转换节点当档案归搁置暂缓缓弃销后来还没听说讯总监层级经验领队风"
    "险验检验录择应继续决终济总经单对图会社机构递遗憾视频号码绍实习级为贷准备从决负责筛复并会"
)
ALONE: Final = {
    # Letters that no accent makes: they stay when accents are taken away.
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
    "ё": "е",
    # Arabic and Persian: stretched lines, forms of alef, ya and ta marbuta.
    "ـ": "",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ٱ": "ا",
    "ؤ": "و",
    "ئ": "ي",
    # Japanese: a long vowel at the end of a word is often left out, as in "entry" and "offer".
    "々": "",
}
LETTERS: Final = str.maketrans({**dict(zip(TRADITIONAL, SIMPLIFIED, strict=True)), **ALONE})
"""For str.translate, after case and accents are gone."""
