"""The draft that a director begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.calc.scheme import Scheme
from app.kernel.errors import NotFound
from app.motivation.draft.changing import free_key
from app.motivation.draft.model import Draft
from app.motivation.draft.opening import draft_of, empty_draft, next_version_of
from app.motivation.draft.records import Source
from app.motivation.scheme_file import read_scheme
from app.motivation.templates import TEMPLATES, template_text

_EMPTY_KEY = "scheme"


def begun(source: Source, key: str, name: str, standing: Sequence[Scheme], valid_from: date) -> Draft:
    """From the template or the scheme in force of that key, or empty. Raises NotFound."""
    if source is Source.IN_FORCE:
        scheme = next((one for one in standing if one.key == key), None)
        if scheme is None:
            raise NotFound(kind="scheme", key=key)
        return replace(next_version_of(scheme, valid_from), name=name)
    taken = [scheme.key for scheme in standing]
    if source is Source.EMPTY:
        return empty_draft(free_key(_EMPTY_KEY, taken), name, valid_from)
    template = next((one for one in TEMPLATES if one.key == key), None)
    if template is None:
        raise NotFound(kind="scheme", key=key)
    scheme = read_scheme(template_text(template, name, valid_from)).as_scheme()
    return draft_of(replace(scheme, key=free_key(key, taken)))
