import pytest

from idic.methods.normalise.names import parse_organisation_name, parse_person_name


@pytest.mark.parametrize(
    ("raw", "title", "given", "family", "key"),
    [
        ("นายสมชาย ใจดี", "นาย", "สมชาย", "ใจดี", "สมชาย ใจดี"),
        ("น.ส. กมลวรรณ ศรีสุวรรณ", "น.ส.", "กมลวรรณ", "ศรีสุวรรณ", "กมลวรรณ ศรีสุวรรณ"),
        ("นางสาวสุดา", "นางสาว", "สุดา", "", "สุดา"),
        ("ผศ.ดร.สมศักดิ์ ณ อยุธยา", "ผศ.ดร.", "สมศักดิ์", "ณ อยุธยา", "สมศักดิ์ ณ อยุธยา"),
        ("พ.ต.อ. ทวี สอดส่อง", "พ.ต.อ.", "ทวี", "สอดส่อง", "ทวี สอดส่อง"),
        ("ม.ร.ว.สุขุมพันธุ์ บริพัตร", "ม.ร.ว.", "สุขุมพันธุ์", "บริพัตร", "สุขุมพันธุ์ บริพัตร"),
        ("คุณากร ดีงาม", "", "คุณากร", "ดีงาม", "คุณากร ดีงาม"),
        ("นายิกา มีสุข", "", "นายิกา", "มีสุข", "นายิกา มีสุข"),
        ("王小明", "", "小明", "王", "王小明"),
        ("歐陽修先生", "先生", "修", "歐陽", "欧阳修"),
        ("Mr. Ludwig van Beethoven", "Mr.", "Ludwig", "van Beethoven", "ludwig van beethoven"),
        ("O’Brien, Conan", "", "Conan", "O’Brien", "conan obrien"),
        ("Sammy Davis Jr.", "", "Sammy", "Davis", "sammy davis"),
        ("Madonna", "", "Madonna", "", "madonna"),
        ("", "", "", "", ""),
    ],
)
def test_a_person_is_read_in_the_order_of_the_script(raw: str, title: str, given: str, family: str, key: str) -> None:
    name = parse_person_name(raw)
    assert (name.title, name.given, name.family, name.key) == (title, given, family, key)


@pytest.mark.parametrize(
    ("raw", "core", "form", "key"),
    [
        ("บริษัท ปตท. จำกัด (มหาชน)", "ปตท.", "th_public_company", "ปตท"),
        ("บริษัท สยาม จำกัด", "สยาม", "th_limited_company", "สยาม"),
        ("บจก.ทรู", "ทรู", "th_limited_company", "ทรู"),
        ("หจก. รุ่งเรือง", "รุ่งเรือง", "th_limited_partnership", "รุ่งเรือง"),
        ("台灣積體電路製造股份有限公司", "台灣積體電路製造", "cn_joint_stock_company", "台湾积体电路制造"),
        ("北京小米科技有限责任公司", "北京小米科技", "cn_limited_company", "北京小米科技"),
        ("Acme Co., Ltd.", "Acme", "limited_company", "acme"),
        ("Siam Cement Public Company Limited", "Siam Cement", "public_company", "siam cement"),
        ("Toyota Motor Corporation", "Toyota Motor", "corporation", "toyota motor"),
        ("Limited Brands", "Limited Brands", "", "limited brands"),
    ],
)
def test_the_legal_form_is_kept_apart(raw: str, core: str, form: str, key: str) -> None:
    name = parse_organisation_name(raw)
    assert (name.core, name.legal_form, name.key) == (core, form, key)
