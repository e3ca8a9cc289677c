"""Starts a window and ends when it is painted: an empty one, or camdesk with the register named."""

import sys
from pathlib import Path


def main() -> None:
    """Run to the first paint of the window, or of the first rows of the register's list."""
    from PySide6.QtCore import QTimer

    if len(sys.argv) > 1:
        from camdesk.app import make_application, make_window

        app, settings = make_application()
        window = make_window(settings)
        window.show()
        window.files.open_path(Path(sys.argv[1]))
        watch = QTimer()

        def look() -> None:
            desk = window.desk()
            page = desk.pages.current() if desk else None
            model = getattr(getattr(page, "view", None), "model", lambda: None)()
            if model is not None and model.rowCount() and model.index(0, 1).data():
                window.repaint()
                app.quit()

        watch.timeout.connect(look)
        watch.start(2)
        app.exec()
        window.close()
    else:
        from PySide6.QtWidgets import QApplication, QMainWindow

        app = QApplication([])
        empty = QMainWindow()
        empty.show()
        QTimer.singleShot(0, app.quit)
        app.exec()


if __name__ == "__main__":
    main()
