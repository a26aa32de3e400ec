import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods.normalise.thai_roman import romanise

_WORDS = """
สมชาย somchai|กมลวรรณ kamonwan|ธนพล thanaphon|ศรีสุวรรณ sisuwan|ใจดี chaidi|วงศ์สวัสดิ์ wongsawat|ประเสริฐ prasoet
จันทร์โอชา chanocha|เวชชาชีวะ wetchachiwa|สุขใจ sukchai|บุญมี bunmi|สมศักดิ์ somsak|วิชัย wichai|นภา napha|มานพ manop
สุรชัย surachai|อมรรัตน์ amonrat|ปรีชา pricha|กิตติ kitti|พรชัย phonchai|วรพจน์ woraphot|นคร nakhon|แก้วมณี kaeomani
ยิ่งลักษณ์ yinglak|ทักษิณ thaksin|ประยุทธ์ prayut|อภิสิทธิ์ aphisit|เชียงใหม่ chiangmai|ภูเก็ต phuket|ขอนแก่น khonkaen
รุ่งเรือง rungrueang|เสาวลักษณ์ saowalak|อรทัย orathai|เพ็ญศรี phensi|ดวงใจ duangchai|บริพัตร boriphat
"""


@pytest.mark.parametrize("pair", [pair for line in _WORDS.split("\n") for pair in line.split("|") if pair])
def test_names_as_the_royal_system_writes_them(pair: str) -> None:
    thai, latin = pair.split()
    assert romanise(thai) == latin


@settings(deadline=None)
@given(st.text(alphabet=[chr(code) for code in range(0x0E01, 0x0E4F)], max_size=12))
def test_any_thai_letters_give_plain_latin_letters(word: str) -> None:
    romanised = romanise(word)
    assert romanised == "" or (romanised.isascii() and romanised.isalpha() and romanised.islower())
