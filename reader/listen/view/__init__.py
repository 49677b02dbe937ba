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

if TYPE_CHECKING:
    from reader.listen.session import Session


def run(session: Session) -> None:
    """Show an open session until its listener quits. What draws is imported here: sound is first.

    Raises:
        ReaderError: No sound could be made, and none was when the listener quit.
    """
    from reader.listen.player import Status
    from reader.listen.view.app import ReadingApp, palette
    from reader.listen.view.terminal import screen_of_its_own

    with screen_of_its_own():
        ReadingApp(session, palette()).run()
    player = session.player
    if player.status is Status.FAILED and player.error:
        raise player.error
