"""What a few letters may mean."""

from camdesk.gui.fuzzy import distance


def nearest(typed: str, *texts: str) -> list[str]:
    found = [(far, text) for text in texts if (far := distance(typed, text)) is not None]
    return [text for _, text in sorted(found)]


def test_nothing_typed_means_everything() -> None:
    assert distance("", "Journal") == 0


def test_every_word_must_be_meant() -> None:
    assert distance("new cam", "New camera") is not None
    assert distance("new site", "New camera") is None


def test_the_beginning_of_a_word_is_nearer_than_its_middle() -> None:
    assert nearest("port", "Portrait", "Reports") == ["Portrait", "Reports"]


def test_a_word_is_nearer_than_its_beginning() -> None:
    assert nearest("copy", "Copying machine", "Copy as a table")[0] == "Copy as a table"


def test_letters_left_out_are_forgiven_last() -> None:
    assert nearest("cmr", "Cameras", "CMR list") == ["CMR list", "Cameras"]
    assert distance("cm", "Cameras") is None


def test_case_and_kazakh_letters_do_not_matter() -> None:
    assert distance("ЖУРНАЛ", "Журнал") == 0
    assert distance("ҚҰЖ", "құжат") is not None
