from idic.methods.normalise.nicknames import formal_names, may_be_one_name


def test_short_forms_of_one_name_may_be_one_person() -> None:
    assert may_be_one_name("bob", "robert")
    assert may_be_one_name("bill", "will")
    assert not may_be_one_name("bob", "william")


def test_a_short_form_of_several_names_keeps_all_of_them() -> None:
    assert formal_names("pat") == {"patricia", "patrick"}
    assert formal_names("somchai") == {"somchai"}
