import os
import socket
import sys

import click

from idic.foundation.configuration import load_configuration

# Kinds of question and who answers them; each is loaded when it is first asked.
KINDS = {
    "model.what_if": "idic.domain.differentiate.risk.answering:answer",
    "question": "idic.warehouse.questions.answering:answer",
    "segment.count": "idic.domain.differentiate.image.answering:answer",
}


@click.command(hidden=True)
@click.argument("listener", type=int, required=False)
def command(listener: int | None) -> None:
    """Answer questions about the warehouse. Part of `idic up`; with the number of a socket it is the one who answers."""
    configuration = load_configuration(os.environ)
    if listener is None:
        from idic.warehouse.asking.door import Door  # each of the two carries only its own part
        from idic.warehouse.asking.place import socket_path

        Door(socket_path(configuration.home), [sys.executable, "-m", "idic.doors.cli.main", "asking"]).stand_open()
    else:
        from idic.doors.cli.installation import set_up_django

        set_up_django()
        from idic.warehouse.asking.server import Server

        Server(socket.socket(fileno=listener), configuration, KINDS).serve()
