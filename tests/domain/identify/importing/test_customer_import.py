from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DataError

from idic.domain.identify.enums import ImportState
from idic.domain.identify.errors import FileRefused, ImportNotOpen, MappingIncomplete
from idic.domain.identify.importing import applying
from idic.domain.identify.models import ContactPoint, Customer, ImportBatch, ImportRefusal, RecordVersion, SourceRecord
from idic.domain.identify.operations.imports.customers import import_customers
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.start import discard_import
from idic.domain.identify.operations.imports.upload import configure_import, reread_import
from idic.foundation.events.models import Event
from idic.foundation.files.storage import local_path
from idic.foundation.jobs.progress import SilentProgress

Take = Callable[..., ImportBatch]

HEADER = "customer id,first name,last name,phone,email,birth date\n"
TWO = HEADER + "1,Anan,Jaidee,081-234-5678,anan@example.org,31/12/1980\n2,Malee,Suk,,malee@example.org,\n"


def reasons(batch: ImportBatch) -> list[tuple[int, str]]:
    return list(ImportRefusal.objects.filter(batch=batch).order_by("row").values_list("row", "code"))


def test_rows_become_customers_with_records_contact_points_and_one_event(take: Take) -> None:
    batch = take(TWO)
    assert (batch.state, batch.row_count, batch.new_count, batch.refused_count) == (ImportState.DONE, 2, 2, 0)
    anan = Customer.objects.get(name="Anan Jaidee")
    assert (anan.phone, anan.birth_date.isoformat()) == ("+66812345678", "1980-12-31")
    assert set(ContactPoint.objects.filter(customer=anan).values_list("kind", flat=True)) == {"phone", "email"}
    assert Event.objects.filter(verb="import.customers", subject_id=batch.pk).count() == 1


def test_the_same_file_again_changes_nothing(take: Take) -> None:
    take(TWO)
    before = list(SourceRecord.objects.order_by("pk").values())
    again = take(TWO)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 2)
    assert list(SourceRecord.objects.order_by("pk").values()) == before
    assert RecordVersion.objects.count() == 0
    assert Customer.objects.count() == 2


def test_a_changed_row_keeps_what_the_source_said_before(take: Take) -> None:
    take(TWO)
    batch = take(TWO.replace("081-234-5678", "089-999-0000"))
    assert (batch.new_count, batch.changed_count, batch.unchanged_count) == (0, 1, 1)
    version = RecordVersion.objects.get()
    assert version.payload["phone"] == "081-234-5678"
    assert Customer.objects.get(name="Anan Jaidee").phone == "+66899990000"
    assert list(ContactPoint.objects.filter(kind="phone").values_list("value", flat=True)) == ["+66899990000"]


def test_a_key_that_comes_twice_with_other_values_is_refused_and_repeated_word_for_word_is_not(take: Take) -> None:
    batch = take(HEADER + "1,Anan,J,,a@example.org,\n1,Anan,J,,a@example.org,\n1,Anong,J,,b@example.org,\n")
    assert (batch.new_count, batch.unchanged_count) == (1, 1)
    assert reasons(batch) == [(4, "key_repeated")]


def test_rows_without_key_or_person_and_ragged_rows_are_refused_by_row_number(take: Take) -> None:
    batch = take(HEADER + ",Anan,J,,,\n2,,,,,\n3,Too,Few\n4,Too,Many,,,,,\n5,Fine,Row,,,\n")
    assert reasons(batch) == [
        (2, "key_missing"), (3, "nothing_known"), (4, "too_few_fields"), (5, "too_many_fields"),
    ]  # fmt: skip
    assert (batch.row_count, batch.new_count, batch.refused_count) == (5, 1, 4)


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("02/03/2523", "dmy", "1980-03-02"),
        ("02/03/1980", "mdy", "1980-02-03"),
        ("1980/02/03", "ymd", "1980-02-03"),
        ("2 มี.ค. 2523", "dmy", "1980-03-02"),
        ("民国69年3月2日", "dmy", "1980-03-02"),
    ],
)
def test_birth_dates_are_read_in_three_orders_and_three_eras(
    take: Take, written: str, order: str, expected: str
) -> None:
    take(HEADER + f"1,Anan,J,,,{written}\n", options={"date_order": order})
    assert SourceRecord.objects.get().birth_date.isoformat() == expected


def test_a_value_that_cannot_be_read_is_kept_counted_and_not_used_for_matching(take: Take) -> None:
    batch = take(HEADER + "1,Anan,J,12,not-an-address,31/02/1980\n2,Bo,K,,,01/01/2099\n")
    assert batch.refused_count == 0
    assert batch.figures["doubts"] == {
        "phone_invalid": 1, "email_invalid": 1, "birth_date_unreadable": 1, "birth_date_future": 1,
    }  # fmt: skip
    record = SourceRecord.objects.get(key="1")
    assert (record.payload["phone"], record.payload["birth_date"], record.birth_date) == ("12", "31/02/1980", None)
    assert (record.email_key, record.phones) == ("", [])


def test_two_rows_with_the_same_e_mail_are_one_customer(take: Take) -> None:
    batch = take(HEADER + "1,Anan,Jaidee,,same@example.org,\n2,Anan,J.,,same@example.org,\n")
    assert (batch.new_count, batch.figures["customers_made"], batch.figures["matched"]) == (2, 1, {"email": 1})
    assert Customer.objects.get().record_count == 2


def test_one_column_for_both_numbers_is_the_tax_id_of_an_organisation(take: Take) -> None:
    take("customer no,name,type,tax nid\n1,Siam Foods,C,0993504664683\n2,Anan Jaidee,P,5992143864518\n")
    assert list(SourceRecord.objects.order_by("key").values_list("kind", "national_id", "tax_id")) == [
        ("organisation", "", "0993504664683"), ("person", "5992143864518", ""),
    ]  # fmt: skip


def test_a_whole_name_alone_beside_columns_for_a_persons_names_is_an_organisation(take: Take) -> None:
    take("customer_id,first_name,last_name,company_name\n1,,,Example International Sch.\n2,Anan,Jaidee,\n")
    assert list(SourceRecord.objects.order_by("key").values_list("kind", flat=True)) == ["organisation", "person"]


def test_an_apostrophe_that_guards_a_formula_is_no_part_of_the_value(take: Take) -> None:
    take(HEADER + "1,Anan,J,'+66812345678,,\n")
    assert SourceRecord.objects.get().payload["phone"] == "+66812345678"


def test_an_import_that_breaks_in_the_middle_leaves_nothing_and_can_be_done_again(
    upload: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = upload(TWO)

    def breaks(*_arguments: object) -> None:
        raise DataError("the disk of the database is full")

    with monkeypatch.context() as patched:
        patched.setattr(applying, "_write_contact_points", breaks)
        with pytest.raises(DataError):
            import_customers(SilentProgress(), {"batch": batch.pk})
    batch.refresh_from_db()
    assert (batch.state, batch.error_code) == (ImportState.FAILED, "unexpected")
    assert Customer.objects.count() == SourceRecord.objects.count() == ImportRefusal.objects.count() == 0
    import_customers(SilentProgress(), {"batch": batch.pk})
    batch.refresh_from_db()
    assert (batch.state, batch.error_code, batch.new_count) == (ImportState.DONE, "", 2)


def test_a_file_that_is_damaged_in_the_middle_is_refused_with_nothing_taken(upload: Take) -> None:
    rows = "".join(f"{number},Name{number},Family,,n{number}@example.org,\n" for number in range(60_000))
    batch = upload(HEADER + rows, name="big.csv.gz")
    path = local_path(batch.path)
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(FileRefused, match=r"big\.csv\.gz breaks off"):
        import_now(batch, by=None)
    batch.refresh_from_db()
    assert batch.state == ImportState.DRAFT
    assert SourceRecord.objects.count() == 0


def test_a_refused_file_is_named_as_people_know_it_and_not_kept(upload: Take) -> None:
    with pytest.raises(FileRefused, match=r"^people\.csv has a header"):
        upload("a,b\n", name="people.csv")
    assert not ImportBatch.objects.exists()


def test_a_mapping_without_the_required_field_is_not_stored(upload: Take) -> None:
    batch = upload(TWO)
    with pytest.raises(MappingIncomplete, match="Customer number"):
        configure_import(batch, mapping={"email": "email"}, options=batch.options, by=None)
    batch.refresh_from_db()
    assert batch.mapping["source_id"] == "customer id"


def test_another_delimiter_guesses_the_columns_anew(upload: Take) -> None:
    batch = upload("customer id;name|x\n1;Anan|2\n", options={"delimiter": "|"})
    assert "source_id" not in batch.mapping
    batch = reread_import(batch, options={"delimiter": ";"}, by=None)
    assert (batch.mapping["source_id"], batch.options["delimiter"]) == ("customer id", ";")


def test_the_mapping_of_a_source_is_remembered_for_its_next_file(take: Take, upload: Take) -> None:
    text = "a,b\n1,Anan Jaidee\n"
    take(text, mapping={"source_id": "a", "name": "b"})
    assert upload(text).mapping == {"source_id": "a", "name": "b"}


def test_a_discarded_draft_takes_its_file_along(
    upload: Take, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    batch = upload(TWO)
    path = local_path(batch.path)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        discard_import(batch, by=None)
    assert not path.exists()
    assert not ImportBatch.objects.exists()


def test_a_finished_import_cannot_be_started_or_discarded(take: Take) -> None:
    batch = take(TWO)
    with pytest.raises(ImportNotOpen):
        import_now(batch, by=None)
    with pytest.raises(ImportNotOpen):
        discard_import(batch, by=None)
