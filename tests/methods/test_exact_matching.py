from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from idic.methods.exact_matching import Group, Traits, match


def test_records_with_the_same_national_id_are_one() -> None:
    found = match([Group("national_id", (2, 1))], {})
    assert found.cluster_of == {1: 1, 2: 1}
    assert found.reason_of == {2: "national_id"}


def test_a_chain_of_keys_is_one_customer() -> None:
    found = match([Group("email", (1, 2)), Group("phone_and_name", (2, 3))], {})
    assert set(found.cluster_of.values()) == {1}


def test_a_shared_mail_does_not_join_people_born_on_different_days() -> None:
    traits = {1: [Traits(birth_date="1980-01-01")], 2: [Traits(birth_date="1982-05-05")]}
    found = match([Group("email", (1, 2))], traits)
    assert found.cluster_of == {1: 1, 2: 2}
    assert found.conflicts == 1


def test_twins_with_different_ids_stay_apart_though_a_third_record_knows_neither_id() -> None:
    traits = {1: [Traits(national_id="A")], 2: [Traits(national_id="B")], 3: [Traits()]}
    found = match([Group("phone_and_name", (1, 3)), Group("phone_and_name", (2, 3))], traits)
    assert found.cluster_of[1] != found.cluster_of[2]


def test_an_unknown_birth_date_contradicts_nothing() -> None:
    found = match([Group("email", (1, 2))], {1: [Traits(birth_date="1980-01-01")], 2: [Traits()]})
    assert set(found.cluster_of.values()) == {1}


def test_a_person_and_an_organisation_with_one_mail_stay_apart() -> None:
    found = match([Group("email", (1, 2))], {1: [Traits(kind="person")], 2: [Traits(kind="organisation")]})
    assert found.cluster_of == {1: 1, 2: 2}


def test_two_established_customers_are_reported_and_never_joined() -> None:
    first, second, row = ("customer", 8), ("customer", 9), ("row", 1)
    groups = [Group("email", (first, row)), Group("phone_and_name", (second, row))]
    found = match(groups, {}, established=frozenset({first, second}))
    assert found.cluster_of[row] == first  # the stronger key decides
    assert found.cluster_of[second] == second
    assert found.possible_duplicates == [(first, second)]


_GROUPS = st.lists(
    st.builds(
        Group,
        st.sampled_from(["national_id", "tax_id", "email", "phone_and_name"]),
        st.lists(st.integers(0, 12), min_size=2, max_size=4, unique=True).map(tuple),
    ),
    max_size=12,
)
_TRAITS = st.dictionaries(
    st.integers(0, 12), st.lists(st.builds(Traits, birth_date=st.sampled_from(["", "a", "b"])), max_size=2)
)


@given(_GROUPS, _TRAITS, st.randoms())
def test_the_order_of_the_groups_changes_nothing(
    groups: list[Group], traits: dict[int, list[Traits]], dice: object
) -> None:
    shuffled = [Group(group.reason, tuple(reversed(group.members))) for group in groups]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert match(groups, traits).cluster_of == match(shuffled, traits).cluster_of
