import pytest

from idic.methods.normalise.names import initials_of, name_key, parse_organisation_name, parse_person_name


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


@pytest.mark.parametrize(
    ("raw", "given", "family", "nickname"),
    [
        ("สมชาย ใจดี (ชาย)", "สมชาย", "ใจดี", "ชาย"),
        ("นางสาวสุดา มีสุข ชื่อเล่น ดา", "สุดา", "มีสุข", "ดา"),
        ("สุดา มีสุข (ชื่อเล่น: น้องดา)", "สุดา", "มีสุข", "น้องดา"),
        ('John "Jack" Smith', "John", "Smith", "Jack"),
        ("王小明（阿明）", "小明", "王", "阿明"),
        ("สมชาย ใจดี (2)", "สมชาย", "ใจดี (2)", ""),
        ("(ชาย)", "(ชาย)", "", ""),
    ],
)
def test_the_nickname_stands_apart(raw: str, given: str, family: str, nickname: str) -> None:
    name = parse_person_name(raw)
    assert (name.given, name.family, name.nickname) == (given, family, nickname)


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("MacDonald", "McDonald", "Mc Donald", "Mac Donald", "MACDONALD"), "mcdonald"),
        (("O'Brien", "O’Brien", "OBrien", "O Brien"), "obrien"),
        (("J. R. R. Tolkien", "J.R.R. Tolkien", "J R R Tolkien"), "j r r tolkien"),
        (("Jean-Luc", "Jean Luc"), "jean luc"),
        (("王曉明", "王晓明"), "王晓明"),
        (("Mack",), "mack"),
        (("Machado",), "machado"),
        (("David O Selznick",), "david o selznick"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...], key: str) -> None:
    assert {name_key(name) for name in spellings} == {key}


@pytest.mark.parametrize("given", ["J.R.R.", "JRR", "John Ronald Reuel", "j r r"])
def test_initials(given: str) -> None:
    assert initials_of(given) == "jrr"


@pytest.mark.parametrize(
    ("raw", "core", "form"),
    [
        ("บริษัท สยาม จำกัด (สำนักงานใหญ่)", "สยาม", "th_limited_company"),
        ("บริษัท สยาม จำกัด สาขา 00002", "สยาม", "th_limited_company"),
        ("ห้างหุ้นส่วนจำกัด รุ่งเรือง", "รุ่งเรือง", "th_limited_partnership"),
        ("บมจ. ปตท.", "ปตท.", "th_public_company"),
        ("大同兩合公司", "大同", "cn_unlimited_company"),
        ("Siam Steel PCL", "Siam Steel", "public_company"),
        ("Widget LLP", "Widget", "limited_partnership"),
        ("Nestlé S.A.", "Nestlé", "joint_stock_company"),
        ("สมชาย ใจดี", "สมชาย ใจดี", ""),
    ],
)
def test_more_legal_forms(raw: str, core: str, form: str) -> None:
    name = parse_organisation_name(raw)
    assert (name.core, name.legal_form) == (core, form)
