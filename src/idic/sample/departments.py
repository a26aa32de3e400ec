"""The departments of the shops in the language of the house; `goods` has what lies in them."""

from __future__ import annotations

DEPARTMENTS: dict[str, dict[str, str]] = {
    english: {"en": english, "th": thai, "zh-hans": simplified, "zh-hant": traditional}
    for english, thai, simplified, traditional in (
        ("Automotive", "อุปกรณ์รถยนต์", "汽车用品", "汽車用品"),
        ("Chef Shoppe", "อาหารปรุงสำเร็จ", "现做美食", "現做美食"),
        ("Cosmetics", "เครื่องสำอาง", "化妆品", "化妝品"),
        ("Deli", "เดลี่และชีส", "熟食与奶酪", "熟食與起司"),
        ("Drug Gm", "สุขภาพและของใช้ทั่วไป", "保健与日用百货", "保健與日用百貨"),
        ("Floral", "ดอกไม้", "鲜花", "鮮花"),
        ("Frozen Grocery", "อาหารแช่แข็ง", "冷冻食品", "冷凍食品"),
        ("Garden Center", "อุปกรณ์จัดสวน", "园艺", "園藝"),
        ("Gm Merch Exp", "สินค้าเบ็ดเตล็ด", "杂项商品", "雜項商品"),
        ("Grocery", "ของชำ", "食品杂货", "食品雜貨"),
        ("Meat", "เนื้อสด", "鲜肉", "生鮮肉品"),
        ("Meat-Pckgd", "เนื้อบรรจุแพ็ก", "包装肉类", "包裝肉品"),
        ("Nutrition", "อาหารเพื่อสุขภาพ", "营养食品", "營養食品"),
        ("Pastry", "เบเกอรี่", "糕点", "糕點"),
        ("Photo & Video", "ภาพถ่ายและวิดีโอ", "摄影摄像", "攝影錄影"),
        ("Produce", "ผักและผลไม้", "蔬菜水果", "蔬菜水果"),
        ("Restaurant", "ร้านอาหาร", "餐饮", "餐飲"),
        ("Salad Bar", "สลัดบาร์", "沙拉吧", "沙拉吧"),
        ("Seafood", "อาหารทะเล", "海鲜", "海鮮"),
        ("Seafood-Pckgd", "อาหารทะเลบรรจุแพ็ก", "包装海鲜", "包裝海鮮"),
        ("Spirits", "สุรา", "酒类", "酒類"),
        ("Travel & Leisure", "ท่องเที่ยวและสันทนาการ", "旅行休闲", "旅遊休閒"),
    )
}
