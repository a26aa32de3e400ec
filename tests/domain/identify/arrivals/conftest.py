import pytest


@pytest.fixture
def import_kind() -> str:
    return "customers"
