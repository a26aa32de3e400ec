from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

from idic.domain.identify.arrivals.enums import Place
from idic.domain.identify.arrivals.models import Schedule
from idic.domain.identify.arrivals.places.folder import files_of_folder
from idic.domain.identify.arrivals.places.found import Found
from idic.domain.identify.arrivals.places.web import file_of_address


def open_place(schedule: Schedule) -> AbstractContextManager[Iterator[Found]]:
    """The files that lie there now. Raises PlaceRefused where the place may not be visited, and PlaceUnreachable."""
    if schedule.place == Place.FOLDER:
        return files_of_folder(schedule)
    if schedule.place == Place.HTTP:
        return file_of_address(schedule)
    # The SSH library takes 20 MB: only who visits such a server pays.
    from idic.domain.identify.arrivals.places.sftp import files_of_server

    return files_of_server(schedule)
