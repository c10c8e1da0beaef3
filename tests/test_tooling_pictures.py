"""The README's pictures are those that `make screenshots` takes."""

import re

from coachhub.settings import ROOT
from tests.screenshots import ALL, PICTURES

PNG = b"\x89PNG\r\n\x1a\n"
LARGEST = 400 * 1024


def test_the_readme_shows_every_picture_and_no_other() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(docs/pictures/([a-z-]+)\.png\)", (ROOT / "README.md").read_text())
    assert sorted(shown) == sorted(picture.name for picture in ALL)
    assert sorted(path.name for path in PICTURES.iterdir()) == sorted(f"{name}.png" for name in shown)


def test_pictures_are_small_and_as_wide_as_they_say() -> None:
    for picture in ALL:
        data = (PICTURES / f"{picture.name}.png").read_bytes()
        assert data.startswith(PNG)
        assert len(data) < LARGEST, picture.name
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        assert (width, height) == (picture.size[0], picture.height or picture.size[1])
