"""Close names are offered, others are not."""

import pytest

from camdesk.text.closeness import suggest

NAMES = ("Ковровое покрытие", "Безопасный двор", "Уральск", "Аксай", "Ақжайық ауданы")


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Ковровое покрытее", ("Ковровое покрытие",)),
        ("ковровое покрытие", ("Ковровое покрытие",)),
        ("Уральск г", ("Уральск",)),
        ("Акжайык ауданы", ("Ақжайық ауданы",)),
        ("Подъезды", ()),
        ("", ()),
    ],
)
def test_only_what_is_spelled_much_alike_is_offered(text, offered):
    assert suggest(text, NAMES) == offered
