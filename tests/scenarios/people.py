"""Who works at the desk in the scenarios, and whom they look after."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    email: str
    name: str
    role: str
    language: str


SELLER = Person("wipa@example.com", "วิภา", "manager", "th")
COLLEAGUE = Person("noon@example.com", "นุ่น", "service", "th")
#: Of a team that nothing belongs to.
OUTSIDER = Person("outsider@example.com", "Outsider", "sales", "en")
CUSTOMER = {"given_name": "บุญสมใจพงศ์", "family_name": "รัตนกุลวัฒน์", "phone": "0891230077"}
#: In the middle of the name.
PART_OF_NAME = "ใจพงศ์ รัต"
