"""The reading view: the article on the screen of a terminal, going along with the voice.

app        keys and commands, the look at the player thirty times a second
article    the lines on the screen            ┐
statusbar  how far, how fast, which voice     │ widgets
prompt     search, go to                      │
panels     contents, voices, help             ┘
layout     an article as lines                ┐
wrap       text as lines                      │
theme      colours, and who wears them        │ pure
status     the status line's words            │
finding    what a search found                ┘
terminal   dark or light
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import say

if TYPE_CHECKING:
    from reader.listen.session import Session


def run(session: Session) -> None:
    """Show an open session until its listener quits. What draws is imported here: sound is first.

    Raises:
        ReaderError: No sound could be made, and none was when the listener quit.
        SystemExit: A signal ended it.
    """
    from reader.listen.player import Status
    from reader.listen.view.app import ReadingApp
    from reader.listen.view.dress import palette
    from reader.listen.view.terminal import screen_of_its_own

    with screen_of_its_own():
        app = ReadingApp(session, palette())
        app.run()
    if app.return_code:
        raise SystemExit(app.return_code)
    error = session.player.error if session.player.status is Status.FAILED else None
    _finish_file(session)
    if error:
        raise error


def _finish_file(session: Session) -> None:
    """A file that is being saved is waited for, in sight of the listener."""
    if session.saving:
        print(say("Finishing the MP3…", "Đang lưu nốt tệp MP3…"), flush=True)  # noqa: T201 - no view
        session.close(wait_for_file=True)
    for line in session.notices.take():
        print(line, flush=True)  # noqa: T201 - the same
