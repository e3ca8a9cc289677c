"""What an entry is called."""

from camdesk.text.entries import ACTIONS, entry_title


def test_a_step_of_one_camera_names_the_camera() -> None:
    assert entry_title("failed", "WKO-000412", 1) == "Failed WKO-000412"


def test_a_step_of_many_cameras_counts_them() -> None:
    assert entry_title("removed", "", 12) == "Removed, 12 cameras"


def test_an_import_names_its_file_and_counts_its_cameras() -> None:
    assert entry_title("import", "austin.csv", 512) == "Import austin.csv, 512 cameras"


def test_one_camera_without_a_number_is_counted() -> None:
    assert entry_title("failed", "", 1) == "Failed, 1 camera"


def test_an_entry_without_subject_and_cameras_is_the_act_alone() -> None:
    assert entry_title("correct", "", 0) == "Correction"


def test_braces_in_a_subject_are_text() -> None:
    assert entry_title("create", "{x} {0}", 2) == "New camera {x} {0}, 2 cameras"


def test_an_act_of_a_newer_program_is_shown_as_it_is_written() -> None:
    assert entry_title("inspected", "A-1", 1) == "inspected A-1"


def test_every_act_has_words() -> None:
    assert all(entry_title(action, "", 0) == words for action, words in ACTIONS.items())
