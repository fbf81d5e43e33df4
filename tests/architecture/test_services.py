"""Every public method of a service asks for a permission: by ``perform``, by ``view``, or by a method that does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GATES = {"perform", "view"}


def services(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """Classes that take the frame of use cases: what the window and the command line call."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or node.name == "UseCases":
            continue
        init = next((f for f in node.body if isinstance(f, ast.FunctionDef) and f.name == "__init__"), None)
        if init and any("use_cases" in argument.arg for argument in [*init.args.args, *init.args.kwonlyargs]):
            yield node


def is_property(method: ast.FunctionDef) -> bool:
    """Whether a method is read like a field."""
    return any(
        isinstance(mark, ast.Name) and mark.id in {"property", "cached_property"} for mark in method.decorator_list
    )


def passes_a_gate(method: ast.FunctionDef) -> bool:
    """Whether a method calls perform or view, or hands its actor on to a method that has to."""
    for node in ast.walk(method):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        hands_on = bool(node.args) and isinstance(node.args[0], ast.Name) and node.args[0].id == "actor"
        if node.func.attr in GATES or hands_on:
            return True
    return False


def open_doors(tree: ast.Module) -> list[str]:
    """Public methods of services that nobody guards."""
    found = []
    for service in services(tree):
        for method in service.body:
            if not isinstance(method, ast.FunctionDef) or method.name.startswith("_") or is_property(method):
                continue
            first = [argument.arg for argument in method.args.args[1:2]]
            if first != ["actor"] or not passes_a_gate(method):
                found.append(f"{service.name}.{method.name}")
    return found


def test_every_use_case_asks_for_a_permission() -> None:
    found = []
    for file in sorted((ROOT / "app").rglob("*.py")):
        if file.relative_to(ROOT).parts[1] not in {"kernel", "journal", "cli", "sample"}:
            found += open_doors(ast.parse(file.read_text(encoding="utf-8")))
    assert found == []


def test_an_unguarded_method_is_noticed() -> None:
    service = """
class ClientsService:
    def __init__(self, use_cases, store): ...
    def add(self, actor, new): return self._use_cases.perform(actor, 1, None, work, action="clients.add")
    def quietly(self, actor, new): return self._store.add(new)
    def nobody(self): return self._use_cases.view(None, 1, work)
    def handed_on(self, actor): return self.add(actor, 1)
"""
    assert open_doors(ast.parse(service)) == ["ClientsService.quietly", "ClientsService.nobody"]
