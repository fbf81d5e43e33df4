"""Sizes, names and the absence of what has no place here: what ruff cannot say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
MEANINGLESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools", "stuff"}
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "HA" + "CK")


def sources(*folders: str) -> Iterator[Path]:
    """Every Python file below the folders."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def floats(tree: ast.Module) -> Iterator[int]:
    """Lines where a module could make a float: the name, a literal, a true division, the math library."""
    for node in ast.walk(tree):
        named = isinstance(node, ast.Name) and node.id == "float"
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        divided = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        mathematical = isinstance(node, ast.Import) and any(alias.name == "math" for alias in node.names)
        if named or literal or divided or mathematical:
            assert isinstance(node, ast.expr | ast.stmt)
            yield node.lineno


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {
        file: len(file.read_text(encoding="utf-8").splitlines()) for file in sources("app", "ui", "tests", "packaging")
    }
    assert {str(file.relative_to(ROOT)): n for file, n in lengths.items() if n > FILE_LINES_MAX} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {}
    for file in sources("app", "ui", "tests", "packaging"):
        for node in functions(ast.parse(file.read_text(encoding="utf-8"))):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                long[f"{file.relative_to(ROOT)}:{node.name}"] = lines
    assert long == {}


def test_no_float_can_arise_in_kernel_and_calc() -> None:
    found = {
        f"{file.relative_to(ROOT)}:{line}"
        for file in sources("app/kernel", "app/calc")
        for line in floats(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_the_search_for_floats_can_fail() -> None:
    for code in ("x = float(1)", "x = 0.5", "x = a / b", "x /= 2", "import math"):
        assert list(floats(ast.parse(code))) == [1]
    assert list(floats(ast.parse("x = a // b"))) == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [
        file for file in sources("app", "ui", "tests") if file.stem in MEANINGLESS or file.parent.name in MEANINGLESS
    ]
    assert named == []


def test_nothing_is_left_for_later_in_a_comment() -> None:
    kinds = ("*.py", "*.toml", "*.md", "*.qss", "*.txt")
    found = []
    for folder in ("app", "ui", "tests", "packaging", "resources"):
        for file in (path for kind in kinds for path in (ROOT / folder).rglob(kind)):
            text = file.read_text(encoding="utf-8", errors="replace")
            found += [f"{file.relative_to(ROOT)}: {word}" for word in UNFINISHED if word in text]
    assert found == []


def test_packages_hold_nothing_but_their_sentence() -> None:
    """An import of a package must cost nothing: code in ``__init__`` would be paid for by every start."""
    full = []
    for file in sources("app", "ui", "resources"):
        if file.name == "__init__.py":
            body = ast.parse(file.read_text(encoding="utf-8")).body
            kinds = [type(node).__name__ for node in body]
            if kinds != ["Expr", "ImportFrom"]:
                full.append(str(file.relative_to(ROOT)))
    assert full == []
