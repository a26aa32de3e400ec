"""Names in common use, written down by hand for the sample company: no list of another project stands behind them."""

from typing import Final, NamedTuple


class ThaiName(NamedTuple):
    thai: str
    roman: str


class ChineseName(NamedTuple):
    simplified: str
    traditional: str
    pinyin: str


def _thai(words: str) -> tuple[ThaiName, ...]:
    parts = words.split()
    return tuple(ThaiName(*pair) for pair in zip(parts[::2], parts[1::2], strict=True))


def _english(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _chinese(words: str) -> tuple[ChineseName, ...]:
    parts = words.split()
    return tuple(ChineseName(*triple) for triple in zip(parts[::3], parts[1::3], parts[2::3], strict=True))


THAI_MEN: Final = _thai("""
สมชาย Somchai สมศักดิ์ Somsak สมบัติ Sombat สมพงษ์ Somphong สมหมาย Sommai สมเกียรติ Somkiat ประเสริฐ Prasert
ประยุทธ Prayut ประสิทธิ์ Prasit ประวิทย์ Prawit วิชัย Wichai วิทยา Witthaya วิรัตน์ Wirat วีระ Wira
วัฒนา Watthana สุรชัย Surachai สุรศักดิ์ Surasak สุเทพ Suthep สุชาติ Suchat สุทธิพงษ์ Sutthiphong ธนา Thana
ธนพล Thanaphon ธนากร Thanakon ธีรวัฒน์ Thirawat ธีรพงษ์ Thiraphong อนุชา Anucha อนันต์ Anan อภิชาติ Aphichat
อำนาจ Amnat อดิศักดิ์ Adisak ชัยวัฒน์ Chaiwat ชาญชัย Chanchai ณัฐพล Natthaphon ณัฐวุฒิ Natthawut นพดล Noppadon
นรินทร์ Narin นิพนธ์ Niphon พงศกร Phongsakon พิชัย Phichai พิทักษ์ Phithak ไพโรจน์ Phairot ไพศาล Phaisan
ภาณุพงศ์ Phanuphong มานพ Manop มานะ Mana ยุทธนา Yutthana เอกชัย Ekkachai เกรียงไกร Kriangkrai กิตติ Kitti
กิตติศักดิ์ Kittisak จักรพันธ์ Chakkraphan เจริญ Charoen ชูศักดิ์ Chusak ทวีศักดิ์ Thawisak บุญมี Bunmi
ปิยะ Piya ศักดิ์ชัย Sakchai สันติ Santi อุดม Udom วรวุฒิ Worawut
""")

THAI_WOMEN: Final = _thai("""
สมหญิง Somying สมศรี Somsi สมใจ Somchai สุดา Suda สุนีย์ Suni สุภาพร Suphaphon สุพรรณี Suphanni สุกัญญา Sukanya
สุมาลี Sumali วันดี Wandi วรรณา Wanna วราภรณ์ Waraphon วิไล Wilai วิภา Wipha วาสนา Watsana รัตนา Rattana
ราตรี Ratri มาลี Mali มณี Mani มยุรี Mayuri พรทิพย์ Phonthip พิมพ์ใจ Phimchai พัชรี Phatchari เพ็ญศรี Phensi
ประภา Prapha ปราณี Prani ปิยะนุช Piyanut นงลักษณ์ Nonglak นิภา Nipha นารี Nari นันทนา Nanthana ณัฐธิดา Natthida
ธิดา Thida ทิพวรรณ Thipphawan ดวงใจ Duangchai ดารุณี Daruni จันทร์เพ็ญ Chanphen จารุวรรณ Charuwan
จิราพร Chiraphon ชนิดา Chanida ชลธิชา Chonthicha กนกวรรณ Kanokwan กมลวรรณ Kamonwan กัญญา Kanya กาญจนา Kanchana
เกศินี Kesini อรทัย Orathai อรุณี Aruni อัญชลี Anchali อัมพร Amphon อารีย์ Ari อุษา Usa บุญเรือน Bunruean
เบญจมาศ Benchamat ลัดดา Ladda ละออ Laor ศิริพร Siriphon ศิริลักษณ์ Sirilak สายฝน Saifon น้ำฝน Namfon
""")

THAI_FAMILIES: Final = _thai("""
ทองดี Thongdi ทองสุข Thongsuk ทองคำ Thongkham ทองมา Thongma ทองใบ Thongbai ทองแท้ Thongthae แสงทอง Saengthong
แสงจันทร์ Saengchan แสงสว่าง Saengsawang แสงแก้ว Saengkaeo แสงเพชร Saengphet แสงดาว Saengdao ศรีสุข Sisuk
ศรีทอง Sithong ศรีวิชัย Siwichai ศรีจันทร์ Sichan ศรีสวัสดิ์ Sisawat ศรีแก้ว Sikaeo ศรีมงคล Simongkhon
ศรีประเสริฐ Siprasert บุญมา Bunma บุญช่วย Bunchuai บุญเรือง Bunrueang บุญรอด Bunrot บุญส่ง Bunsong
บุญเกิด Bunkoet บุญยืน Bunyuen สุขใจ Sukchai สุขสบาย Suksabai สุขเกษม Sukkasem สุขสวัสดิ์ Suksawat
สุขประเสริฐ Sukprasert แก้วใส Kaeosai แก้วมณี Kaeomani แก้วคำ Kaeokham แก้วประเสริฐ Kaeoprasert
แก้ววงศ์ Kaeowong คำแก้ว Khamkaeo คำดี Khamdi คำแสง Khamsaeng คำภา Khampha คำมูล Khammun จันทร์ดี Chandi
จันทร์แก้ว Chankaeo จันทร์หอม Chanhom จันทร์ทอง Chanthong จันทร์ศรี Chansi จันทร์สุข Chansuk
เพชรรัตน์ Phetcharat เพชรดี Phetdi เพชรแก้ว Phetkaeo เพชรสุวรรณ Phetsuwan อินทร์แก้ว Inkaeo อินทร์จันทร์ Inchan
อินทรวงศ์ Intharawong อินทร์ทอง Inthong ชัยวงศ์ Chaiwong ชัยชนะ Chaichana ชัยมงคล Chaimongkhon ชัยศรี Chaisi
ชัยประเสริฐ Chaiprasert รัตนวงศ์ Rattanawong รัตนพันธ์ Rattanaphan รัตนศรี Rattanasi รัตนชัย Rattanachai
วงศ์ทอง Wongthong วงศ์แก้ว Wongkaeo วงศ์ใหญ่ Wongyai วงศ์สุวรรณ Wongsuwan วงศ์ศรี Wongsi วงศ์ไทย Wongthai
พงษ์ไทย Phongthai พงษ์ศรี Phongsi พงษ์พันธ์ Phongphan สุวรรณศรี Suwannasi สุวรรณวงศ์ Suwannawong
สุวรรณรัตน์ Suwannarat สุวรรณชัย Suwannachai มณีรัตน์ Manirat มณีวงศ์ Maniwong มณีโชติ Manichot
เจริญสุข Charoensuk เจริญชัย Charoenchai เจริญศรี Charoensi เจริญผล Charoenphon เจริญวงศ์ Charoenwong
มั่นคง Mankhong มั่นใจ Manchai มีสุข Misuk มีทรัพย์ Misap มีชัย Michai ใจดี Chaidi ใจงาม Chaingam ใจบุญ Chaibun
ใจมั่น Chaiman งามดี Ngamdi งามวงศ์ Ngamwong งามสง่า Ngamsanga พูลสุข Phunsuk พูลทรัพย์ Phunsap
พูลสวัสดิ์ Phunsawat เกิดผล Koetphon เกิดศรี Koetsi เกิดมงคล Koetmongkhon นาคทอง Nakthong นาคสุข Naksuk
ช้างทอง Changthong เสือดี Suedi สิงห์ทอง Singthong สิงห์แก้ว Singkaeo หงษ์ทอง Hongthong หงษ์คำ Hongkham
ปานทอง Panthong ปานแก้ว Pankaeo พรหมมา Phromma พรหมศรี Phromsi พรหมแก้ว Phromkaeo เทพวงศ์ Thepwong
เทพสุวรรณ Thepsuwan โพธิ์ทอง Phothong โพธิ์ศรี Phosi โพธิ์แก้ว Phokaeo ไชยวงศ์ Chaiyawong ไชยมงคล Chaiyamongkhon
ไชยศรี Chaiyasi ขุนทอง Khunthong ขุนศรี Khunsi หมื่นแก้ว Muenkaeo พันธ์ดี Phandi พันธ์แก้ว Phankaeo
พันธ์ทอง Phanthong ดวงแก้ว Duangkaeo ดวงดี Duangdi ดวงจันทร์ Duangchan สายทอง Saithong สายแก้ว Saikaeo
สายบุญ Saibun น้อยวงศ์ Noiwong ใหญ่ยิ่ง Yaiying สมบูรณ์ Somboon สมสุข Somsuk สมปอง Sompong กล้าหาญ Klahan
ขยันดี Khayandi ร่มเย็น Romyen อยู่เย็น Yuyen อยู่ดี Yudi ยิ้มแย้ม Yimyaem รักไทย Rakthai รักดี Rakdi
""")

CHINESE_FAMILIES: Final = _chinese("""
王 王 wang 李 李 li 张 張 zhang 刘 劉 liu 陈 陳 chen 杨 楊 yang 黄 黃 huang 赵 趙 zhao 吴 吳 wu 周 周 zhou
徐 徐 xu 孙 孫 sun 马 馬 ma 朱 朱 zhu 胡 胡 hu 郭 郭 guo 何 何 he 林 林 lin 高 高 gao 罗 羅 luo 郑 鄭 zheng
梁 梁 liang 谢 謝 xie 宋 宋 song 唐 唐 tang 许 許 xu 韩 韓 han 冯 馮 feng 邓 鄧 deng 曹 曹 cao 彭 彭 peng
曾 曾 zeng 肖 蕭 xiao 田 田 tian 董 董 dong 袁 袁 yuan 潘 潘 pan 于 于 yu 蒋 蔣 jiang 蔡 蔡 cai 余 余 yu
杜 杜 du 叶 葉 ye 程 程 cheng 苏 蘇 su 魏 魏 wei 吕 呂 lü 丁 丁 ding 任 任 ren 沈 沈 shen 姚 姚 yao 卢 盧 lu
姜 姜 jiang 崔 崔 cui 钟 鍾 zhong 谭 譚 tan 陆 陸 lu 汪 汪 wang 范 范 fan 金 金 jin 石 石 shi 廖 廖 liao
贾 賈 jia 夏 夏 xia 韦 韋 wei 付 付 fu 方 方 fang 白 白 bai 邹 鄒 zou 孟 孟 meng 熊 熊 xiong 秦 秦 qin 邱 邱 qiu
江 江 jiang 尹 尹 yin 薛 薛 xue 闫 閆 yan 段 段 duan 雷 雷 lei 侯 侯 hou 龙 龍 long 史 史 shi 陶 陶 tao 黎 黎 li
贺 賀 he 顾 顧 gu 毛 毛 mao 郝 郝 hao 龚 龔 gong 邵 邵 shao 万 萬 wan 钱 錢 qian 严 嚴 yan 覃 覃 qin 武 武 wu
戴 戴 dai 莫 莫 mo 孔 孔 kong 欧阳 歐陽 ouyang 司徒 司徒 situ
""")

CHINESE_MEN: Final = _chinese("""
伟 偉 wei 强 強 qiang 磊 磊 lei 军 軍 jun 勇 勇 yong 杰 傑 jie 涛 濤 tao 明 明 ming 超 超 chao 刚 剛 gang
平 平 ping 辉 輝 hui 鹏 鵬 peng 华 華 hua 飞 飛 fei 鑫 鑫 xin 波 波 bo 斌 斌 bin 宇 宇 yu 浩 浩 hao 凯 凱 kai
健 健 jian 俊 俊 jun 帆 帆 fan 帅 帥 shuai 旭 旭 xu 宁 寧 ning 龙 龍 long 林 林 lin 欢 歡 huan 建国 建國 jianguo
建华 建華 jianhua 建军 建軍 jianjun 志强 志強 zhiqiang 志明 志明 zhiming 志伟 志偉 zhiwei 国强 國強 guoqiang
文杰 文傑 wenjie 家豪 家豪 jiahao 家明 家明 jiaming 俊杰 俊傑 junjie 俊宏 俊宏 junhong 冠宇 冠宇 guanyu
承翰 承翰 chenghan 柏翰 柏翰 bohan 宗翰 宗翰 zonghan 彦廷 彥廷 yanting 子轩 子軒 zixuan 浩然 浩然 haoran
宇航 宇航 yuhang 天佑 天佑 tianyou 晓东 曉東 xiaodong 晓明 曉明 xiaoming 海涛 海濤 haitao 海洋 海洋 haiyang
永强 永強 yongqiang 永福 永福 yongfu 德华 德華 dehua 光明 光明 guangming 金龙 金龍 jinlong 立伟 立偉 liwei
信宏 信宏 xinhong 哲玮 哲瑋 zhewei 振华 振華 zhenhua 东升 東昇 dongsheng 少华 少華 shaohua 新民 新民 xinmin
嘉诚 嘉誠 jiacheng 大伟 大偉 dawei 思远 思遠 siyuan 一鸣 一鳴 yiming 伟明 偉明 weiming 学文 學文 xuewen
春生 春生 chunsheng 正雄 正雄 zhengxiong
""")

CHINESE_WOMEN: Final = _chinese("""
芳 芳 fang 娜 娜 na 敏 敏 min 静 靜 jing 丽 麗 li 艳 豔 yan 娟 娟 juan 霞 霞 xia 燕 燕 yan 玲 玲 ling 婷 婷 ting
雪 雪 xue 慧 慧 hui 莉 莉 li 倩 倩 qian 颖 穎 ying 洁 潔 jie 琳 琳 lin 梅 梅 mei 红 紅 hong 萍 萍 ping 兰 蘭 lan
英 英 ying 玉 玉 yu 蕾 蕾 lei 佳 佳 jia 璐 璐 lu 悦 悅 yue 欣 欣 xin 瑶 瑤 yao 秀英 秀英 xiuying
桂英 桂英 guiying 秀兰 秀蘭 xiulan 玉兰 玉蘭 yulan 丽娟 麗娟 lijuan 丽华 麗華 lihua 淑芬 淑芬 shufen
淑惠 淑惠 shuhui 淑贞 淑貞 shuzhen 美玲 美玲 meiling 美华 美華 meihua 美惠 美惠 meihui 雅婷 雅婷 yating
雅雯 雅雯 yawen 怡君 怡君 yijun 佳慧 佳慧 jiahui 佳颖 佳穎 jiaying 欣怡 欣怡 xinyi 诗涵 詩涵 shihan
雨欣 雨欣 yuxin 梓涵 梓涵 zihan 晓燕 曉燕 xiaoyan 晓红 曉紅 xiaohong 小红 小紅 xiaohong 海燕 海燕 haiyan
春梅 春梅 chunmei 雪梅 雪梅 xuemei 冬梅 冬梅 dongmei 惠敏 惠敏 huimin 慧君 慧君 huijun 静怡 靜怡 jingyi
佩珊 佩珊 peishan 佩君 佩君 peijun 心怡 心怡 xinyi 思琪 思琪 siqi 宜蓁 宜蓁 yizhen 筱涵 筱涵 xiaohan
月娥 月娥 yuee 彩云 彩雲 caiyun 凤英 鳳英 fengying 丹丹 丹丹 dandan 婷婷 婷婷 tingting 雯雯 雯雯 wenwen
诗婷 詩婷 shiting 文静 文靜 wenjing
""")

ENGLISH_MEN: Final = _english("""
James John Robert Michael William David Richard Thomas Charles Daniel Matthew Anthony Mark Paul Steven Andrew
George Kenneth Edward Brian Kevin Peter Gary Stephen Patrick Jack Henry Adam Simon Oliver Martin Alan Graham
Neil Ian Douglas Philip
""")

ENGLISH_WOMEN: Final = _english("""
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Nancy Margaret Sandra Emily Michelle
Laura Amy Helen Anna Rebecca Catherine Deborah Rachel Carolyn Janet Emma Diane Alice Julie Heather Victoria
Kelly Christine Joan Judith Olivia Grace
""")

ENGLISH_FAMILIES: Final = _english("""
Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson Jackson White Harris Thompson Clark
Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Carter Mitchell Roberts Turner
Phillips Campbell Parker Evans Edwards Collins Stewart Morris Rogers Reed Cook Morgan Bell Murphy Bailey Cooper
Richardson Cox Howard Ward Peterson Gray Watson Brooks Kelly Price Bennett Wood Barnes Ross Henderson Coleman
Jenkins Perry Powell Long Hughes Foster Butler Simmons Russell Griffin Hayes
""")

ENGLISH_SHORT_FORMS: Final = {
    "James": "Jim",
    "Robert": "Bob",
    "Michael": "Mike",
    "William": "Bill",
    "David": "Dave",
    "Richard": "Rick",
    "Thomas": "Tom",
    "Charles": "Charlie",
    "Daniel": "Dan",
    "Matthew": "Matt",
    "Anthony": "Tony",
    "Steven": "Steve",
    "Andrew": "Andy",
    "Kenneth": "Ken",
    "Edward": "Ted",
    "Peter": "Pete",
    "Patricia": "Pat",
    "Jennifer": "Jenny",
    "Elizabeth": "Liz",
    "Susan": "Sue",
    "Jessica": "Jess",
    "Margaret": "Maggie",
    "Rebecca": "Becky",
    "Catherine": "Cathy",
    "Deborah": "Debbie",
    "Christine": "Chris",
    "Victoria": "Vicky",
    "Philip": "Phil",
}

THAI_NICKNAMES: Final = (
    "เล็ก",
    "นก",
    "แดง",
    "ต้น",
    "หนึ่ง",
    "ปุ้ย",
    "อ้อ",
    "บอย",
    "ตาล",
    "ฝน",
    "แอน",
    "โอ๋",
    "น้อย",
    "หมู",
    "กบ",
)
