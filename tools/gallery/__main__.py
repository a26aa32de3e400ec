"""Runs the pages of docs/gallery and draws their pictures anew.

.venv/bin/python -m tools.gallery             # all pages whose data are there
.venv/bin/python -m tools.gallery cdnow churn
"""

from __future__ import annotations

import os
import sys


def main(names: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idic.settings")
    import django

    django.setup()
    from tools.gallery.drawing import chromium, draw
    from tools.gallery.pages import FOLDER, pages, run
    from tools.gallery.plates import PLATES

    with chromium() as browser:
        for page in pages():
            if names and page.name not in names:
                continue
            if page.missing:
                print(f"{page.name}: not drawn, {', '.join(page.missing)} is not there")
                continue
            done = list(run(page))
            for block, printed, _ in done:
                if block.said is not None and block.said != printed:
                    print(f"{page.name}, line {block.line}: the page says\n{block.said}but this is printed:\n{printed}")
                elif block.said is None and printed:
                    print(f"{page.name}, line {block.line}: printed, but not told on the page\n{printed}")
            for plate in PLATES[page.name](done[-1][2]):
                path = draw(browser, plate, FOLDER / "pictures")
                print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
