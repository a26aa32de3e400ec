"""Complaints of the months before, beside those of STORIES: invented, each in the language of who complained."""

from __future__ import annotations

from idic.sample.service.stories import Story

EARLIER = (
    Story(
        "th", "delivery", "phone", "complain", "นัดส่งเช้า มาถึงบ่ายสาม",
        "ลางานรอของทั้งเช้า คนขับมาถึงบ่ายสามโดยไม่โทรแจ้ง", "ขออภัยค่ะ คืนค่าจัดส่งให้แล้ว และรอบถัดไปจะโทรแจ้งก่อนถึงหนึ่งชั่วโมง",
    ),
    Story(
        "th", "delivery", "line", "complain", "ฝนตกแล้วของไม่มาส่ง",
        "เมื่อวานฝนตก ของที่นัดไว้ไม่มาส่งและไม่มีใครแจ้ง", "ขออภัยค่ะ เมื่อวานถนนน้ำท่วม ส่งให้วันนี้ก่อนเที่ยงและคืนค่าจัดส่งแล้วค่ะ",
        "ได้รับแล้ว แต่อยากให้แจ้งล่วงหน้า",
    ),
    Story(
        "th", "stock", "web_form", "complain", "สั่งแล้วบอกว่าของหมด",
        "หน้าเว็บขึ้นว่ามีข้าวสาร สั่งและจ่ายเงินแล้ว วันรุ่งขึ้นแจ้งว่าหมด", "ขออภัยค่ะ คืนเงินเต็มจำนวนแล้ว และกำลังแก้ไขยอดสต็อกบนหน้าเว็บค่ะ",
    ),
    Story(
        "zh-hans", "delivery", "phone", "complain", "约好上午送，下午才到",
        "约的是九点到十一点，结果下午三点才送来，牛奶都不凉了。",
        "很抱歉耽误了您。运费已退，牛奶给您换新的，以后晚到会提前打电话。",
    ),
    Story(
        "zh-hans", "stock", "email", "complain", "付了款才说没货",
        "网店显示有货，付款后第二天才通知缺货，耽误了聚会。", "非常抱歉，款项已全额退回。我们正在改进网店的库存显示。",
    ),
    Story(
        "zh-hans", "billing", "phone", "complain", "信用卡被扣了两次",
        "刷卡时机器说失败，又刷一次，结果两笔都扣了。",
        "很抱歉，已查到重复的一笔，今天办理退款，三个工作日内到账。", "钱已经退回来了，谢谢。",
    ),
    Story(
        "zh-hant", "delivery", "phone", "complain", "下雨天貨沒送到",
        "昨天約好下午送，下雨就沒來，也沒有人通知。", "非常抱歉，昨天道路積水。今天中午前送達，運費已退回。", "有收到，謝謝。",
    ),
    Story(
        "zh-hant", "stock", "web_form", "complain", "網站有貨，結帳後卻缺貨",
        "訂了三盒咖啡，隔天才說沒有貨，請改善。", "非常抱歉，款項已退回，我們正在調整網站的庫存顯示。",
    ),
    Story(
        "zh-hant", "freshness", "counter", "complain", "優格還沒到期就發脹",
        "昨天買的優格今天杯蓋就鼓起來，離到期還有一週。", "非常抱歉，已全額退款，同批商品今天已下架送驗。",
    ),
    Story(
        "en", "delivery", "email", "complain", "Three hours late and no call",
        "I waited all morning. The delivery came three hours late and the frozen peas were a soup.",
        "I am sorry that you waited in vain. The delivery is free, new peas come tomorrow, and the driver will call you.",
    ),
    Story(
        "en", "stock", "email", "complain", "Paid for flour that you did not have",
        "Your web shop said that the flour was there. A day after I paid you told me it was sold out.",
        "I am sorry. All of your money is on its way back, and we are putting right how the web shop shows our stock.",
        "The money is back, thank you.",
    ),
    Story(
        "en", "conduct", "phone", "complain", "Hung up on twice",
        "I asked about my order and was cut off twice in the middle of the sentence.",
        "I am sorry about that. Two of us were ill on that day. I have looked up your order: it comes on Friday.",
    ),
)  # fmt: skip
