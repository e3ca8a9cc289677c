"""What opens below a control stays on the screen and goes by Esc."""

from PySide6.QtWidgets import QLineEdit

from camdesk.gui.kit.popup import Popup


def test_a_popup_opens_below_and_closes_by_escape(show, press, qtbot):
    owner = show(QLineEdit())
    popup = Popup(owner)
    line = QLineEdit()
    popup.column.addWidget(line)
    popup.open(line)
    assert popup.y() >= owner.mapToGlobal(owner.rect().bottomLeft()).y()
    with qtbot.waitSignal(popup.closed):
        press(line, "Escape")
    assert not popup.isVisible()


def test_a_popup_opens_above_where_there_is_no_room_below(show):
    owner = show(QLineEdit())
    screen = owner.screen().availableGeometry()
    owner.move(screen.right() - 50, screen.bottom() - owner.height())
    popup = Popup(owner)
    popup.setFixedSize(200, 200)
    popup.open()
    assert popup.geometry().bottom() <= owner.mapToGlobal(owner.rect().topLeft()).y()
    # The offscreen platform gives every window a frame of 2 pixels.
    assert popup.x() + popup.width() <= screen.right() + 1 + 2
    popup.hide()
