"""What somebody typed and nobody can read: a code that names the sentence, and the text itself."""

from __future__ import annotations

from app.kernel.errors import Finding


class TypedError(ValueError):
    """A text that says nothing the program can take; ``code`` names the sentence."""

    def __init__(self, code: str, text: str) -> None:
        """Keep the code and what was typed."""
        super().__init__(code)
        self.code = code
        self.text = text

    def finding(self, place: str = "") -> Finding:
        """The problem as a finding at ``place``."""
        return Finding(self.code, place, {"text": self.text})
