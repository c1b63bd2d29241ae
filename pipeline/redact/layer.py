"""Tell which optional content shows: the default configuration as a viewer on screen applies it (ISO 32000-1, 8.11)."""

from __future__ import annotations

from typing import Any

import pikepdf

MAX_TERMS = 64
"""Levels of a visibility expression in one another; deeper counts as hidden."""


class Layers:
    """The state of every optional-content group of one file."""

    def __init__(self, catalog: Any) -> None:
        properties = catalog.get("/OCProperties") if isinstance(catalog, pikepdf.Dictionary) else None
        self.off: set[tuple[int, int]] = set()
        if not isinstance(properties, pikepdf.Dictionary):
            return
        groups = _groups(properties.get("/OCGs"))
        config = properties.get("/D")
        config = config if isinstance(config, pikepdf.Dictionary) else pikepdf.Dictionary()
        if config.get("/BaseState") == "/OFF":
            self.off = {group.objgen for group in groups}
        self.off -= {group.objgen for group in _groups(config.get("/ON"))}
        self.off |= {group.objgen for group in _groups(config.get("/OFF"))}
        self._usage(config.get("/AS"))

    def _usage(self, rules: Any) -> None:
        """Apply what the groups say about viewing, where the configuration asks for it."""
        if not isinstance(rules, pikepdf.Array):
            return
        for rule in rules.as_list():
            if not isinstance(rule, pikepdf.Dictionary) or rule.get("/Event") != "/View":
                continue
            for group in _groups(rule.get("/OCGs")):
                usage = group.get("/Usage")
                view = usage.get("/View") if isinstance(usage, pikepdf.Dictionary) else None
                state = view.get("/ViewState") if isinstance(view, pikepdf.Dictionary) else None
                if state == "/OFF":
                    self.off.add(group.objgen)
                elif state == "/ON":
                    self.off.discard(group.objgen)

    def visible(self, member: Any) -> bool:
        """Tell whether content that belongs to a group or a membership dictionary shows."""
        if not isinstance(member, pikepdf.Dictionary):
            return True
        if member.get("/Type") != "/OCMD" and "/OCGs" not in member:
            return member.objgen not in self.off
        expression = member.get("/VE")
        if isinstance(expression, pikepdf.Array):
            return self._term(expression, 0)
        listed = member.get("/OCGs")
        groups = [listed] if isinstance(listed, pikepdf.Dictionary) else _groups(listed)
        shown = [group.objgen not in self.off for group in groups]
        if not shown:
            return True
        policy = str(member.get("/P", "/AnyOn"))
        return {"/AllOn": all(shown), "/AnyOff": not all(shown), "/AllOff": not any(shown)}.get(policy, any(shown))

    def _term(self, term: Any, depth: int) -> bool:
        if depth > MAX_TERMS:
            return False
        if isinstance(term, pikepdf.Dictionary):
            return term.objgen not in self.off
        if not isinstance(term, pikepdf.Array) or not len(term):
            return True
        operator, *rest = term.as_list()
        values = [self._term(item, depth + 1) for item in rest]
        if operator == "/Not":
            return not all(values)
        return any(values) if operator == "/Or" else all(values)


def _groups(value: Any) -> list[pikepdf.Object]:
    if not isinstance(value, pikepdf.Array):
        return []
    return [item for item in value.as_list() if isinstance(item, pikepdf.Dictionary)]
