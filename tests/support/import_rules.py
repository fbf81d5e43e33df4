"""What import-linter cannot say in one sentence, and a runner that tries import violations on a copy of the layout."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp

WALLS = {
    "openpyxl": ("app.export",),
    "python_calamine": ("app.sheets",),
    "xlsxwriter": ("app.export",),
    "reportlab": ("app.export",),
    "sqlite3": ("app.db",),
    "sqlite_utils": ("app.db",),
    "sqlcipher3": ("app.db",),
    "argon2": ("app.access", "app.keys"),
    "cryptography": ("app.keys",),
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
}
"""Libraries that only the named rooms may import."""

NEVER_FROM_STORE = ("report", "model", "feed", "wording")
"""Roles of a file that may not even look into the store of their own feature."""


def graph_of(folder: Path) -> grimp.ImportGraph:
    """Who imports whom in ``app`` and ``ui`` below ``folder``, which must lead the path of this process."""
    if sys.path[0] != str(folder):
        sys.path.insert(0, str(folder))
    return grimp.build_graph("app", "ui", include_external_packages=True, cache_dir=None)


def private_store_breaks(graph: grimp.ImportGraph) -> Iterator[str]:
    """Imports of a store from outside its feature; only bootstrap and stores, which put things together, may."""
    for module in sorted(graph.modules):
        parts = module.split(".")
        if len(parts) < 3 or parts[0] != "app" or parts[-1] != "store":
            continue
        for importer in sorted(graph.find_modules_that_directly_import(module)):
            room = importer.split(".")
            if room[:2] in (["app", "bootstrap"], ["app", "stores"]):
                continue
            if room[: len(parts) - 1] != parts[:-1] or room[-1] in NEVER_FROM_STORE:
                yield f"{importer} imports {module}"


def wall_breaks(graph: grimp.ImportGraph) -> Iterator[str]:
    """Imports of a walled library outside its homes."""
    for library, homes in WALLS.items():
        if library not in graph.modules:
            continue
        for importer in sorted(graph.find_modules_that_directly_import(library)):
            if not any(importer == home or importer.startswith(f"{home}.") for home in homes):
                yield f"{importer} imports {library}"


def broken_rules(folder: Path) -> list[str]:
    """The names of all rules that the tree below ``folder`` breaks."""
    from importlinter.cli import lint_imports

    graph = graph_of(folder)
    names = []
    if any(private_store_breaks(graph)):
        names.append("stores are private")
    if any(wall_breaks(graph)):
        names.append("libraries have homes")
    spoken = io.StringIO()
    with contextlib.redirect_stdout(spoken):
        code = lint_imports(config_filename=".importlinter", cache_dir=None, no_logo=True)
    broken = [line.removesuffix("BROKEN").strip() for line in spoken.getvalue().splitlines() if line.endswith("BROKEN")]
    if code and not broken:
        names.append("could not run: " + spoken.getvalue().strip())
    return names + broken


def main(folder: Path, plants: Path) -> None:
    """Plant each violation alone into the skeleton, print as JSON which rules noticed."""
    seen = {"nothing planted": broken_rules(folder)}
    for plant in json.loads(plants.read_text(encoding="utf-8")):
        file = folder / plant["file"]
        before = file.read_text(encoding="utf-8") if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(plant["code"] + "\n", encoding="utf-8")
        seen[plant["name"]] = broken_rules(folder)
        if before is not None:
            file.write_text(before, encoding="utf-8")
            continue
        file.unlink()
        if plant.get("new_folder"):
            (file.parent / "__init__.py").unlink(missing_ok=True)
            file.parent.rmdir()
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
