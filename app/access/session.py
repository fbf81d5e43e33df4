"""The session of whoever is signed in at a window: it locks after a time without a touch, or when told to.

While it is locked the office refuses every call (``check``); only signing in goes on, since that is nobody's call yet.
Thread-safe: the window touches and locks it, the lanes ask it.
"""

from __future__ import annotations

from datetime import timedelta
from threading import Lock

from app.kernel.actor import Actor
from app.kernel.errors import Refused, SessionLocked
from app.kernel.use_cases import Clock

IDLE_MINUTES = 15
NEVER = 0
MOST_MINUTES = 24 * 60


class Session:
    """One person at one window. Without a password there is nothing to unlock by, and so nothing locks."""

    def __init__(self, clock: Clock, idle_minutes: int = IDLE_MINUTES) -> None:
        """Nobody's yet; ``idle_minutes`` without a touch lock it, 0 never does."""
        self._clock = clock
        self._mutex = Lock()
        self._actor: Actor | None = None
        self._has_password = False
        self._locked = False
        self._touched_at = clock.now()
        self._idle_minutes = IDLE_MINUTES
        self.idle_minutes = idle_minutes

    @property
    def idle_minutes(self) -> int:
        """Minutes without a touch until it locks; 0 for never."""
        return self._idle_minutes

    @idle_minutes.setter
    def idle_minutes(self, minutes: int) -> None:
        self._idle_minutes = min(max(NEVER, minutes), MOST_MINUTES)

    @property
    def actor(self) -> Actor | None:
        """Who is signed in; stays while it is locked."""
        return self._actor

    @property
    def locked(self) -> bool:
        """Whether it is locked."""
        return self._locked

    @property
    def lockable(self) -> bool:
        """Whether there is a password to unlock it by."""
        return self._actor is not None and self._has_password

    def begin(self, actor: Actor, *, has_password: bool) -> None:
        """``actor`` has signed in: at first, again, or in the place of somebody else."""
        with self._mutex:
            self._actor, self._has_password, self._locked = actor, has_password, False
            self._touched_at = self._clock.now()

    def keep_password(self, *, has_password: bool) -> None:
        """A password was set, or taken away."""
        self._has_password = has_password

    def touch(self) -> None:
        """Somebody is there. A locked session stays locked."""
        self._touched_at = self._clock.now()

    def lock(self) -> None:
        """Lock it now. Raises Refused(rule=lock_without_password)."""
        with self._mutex:
            if not self.lockable:
                raise Refused(rule="lock_without_password")
            self._locked = True

    def due(self, *, working: bool = False) -> bool:
        """Whether the time without a touch is over; ``working`` for somebody counts as a touch."""
        if working:
            self.touch()
        if not self.lockable or self._locked or self._idle_minutes == NEVER:
            return False
        now = self._clock.now()
        self._touched_at = min(self._touched_at, now)  # the clock may have been set back
        return now - self._touched_at >= timedelta(minutes=self._idle_minutes)

    def check(self, actor: Actor) -> None:
        """Raise SessionLocked for a call of ``actor`` while it is locked; nobody, who signs in, may call."""
        if self._locked and actor.user_id:
            raise SessionLocked
