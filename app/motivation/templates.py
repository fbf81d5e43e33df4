"""The schemes to start from, each complete and working unchanged (PRODUCT, "The wizard")."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from app.wording.templates import IDEAS, TITLES

_NAME = re.compile(r"^name = .*$", re.MULTILINE)
_VALID_FROM = re.compile(r"^valid_from = .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Template:
    """A scheme to start from; ``title`` and ``idea`` are texts for ``Words.text``."""

    key: str
    title: str
    idea: str


TEMPLATES = tuple(Template(key, title, IDEAS[key]) for key, title in TITLES.items())
"""All of them, in the order in which they are offered."""


def template_text(template: Template, name: str, valid_from: date) -> str:
    """The template as a scheme file under ``name``, in force from ``valid_from``; its English comments stay."""
    text = (files("resources") / "templates" / f"{template.key}.toml").read_text(encoding="utf-8")
    quoted = json.dumps(name, ensure_ascii=False)
    text = _NAME.sub(lambda _found: f"name = {quoted}", text, count=1)
    return _VALID_FROM.sub(f"valid_from = {valid_from.isoformat()}", text, count=1)
