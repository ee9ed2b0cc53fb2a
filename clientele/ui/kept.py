"""Components that draw the same for the same words: what they drew is kept, since a list page draws hundreds."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from types import NoneType
from typing import Any, TypeVar

from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

#: Drawings of one component; past that they are forgotten together, which costs less than to know the oldest.
MOST = 2_000
LONGEST = 400

#: Chosen by hand: small, often drawn, and never given a secret.
KEPT = frozenset(
    [
        "actions_menu",
        "button",
        "code",
        "copy_button",
        "customer_row",
        "dialog_frame",
        "head",
        "icon",
        "icon_button",
        "icon_tile",
        "kbd",
        "mark",
        "menu",
        "menu_item",
        "menu_list",
        "nav_foot",
        "nav_list",
        "offline_bar",
        "palette",
        "palette_option",
        "search_trigger",
        "shortcuts_dialog",
        "signed_out_dialog",
        "split_button",
        "status",
        "switcher",
        "tabbar",
        "tabs",
        "tag",
        "tags",
        "theme_items",
        "tile",
        "topbar",
        "when",
        "wordmark",
    ]
)
#: Stands in a drawing where a form says that it is ours, which is another word on every page.
CSRF_PLACE = Markup("<!-- csrf -->")
_PLAIN = frozenset([int, bool, NoneType, Markup])
_WHOLE = set[type]()

Whole = TypeVar("Whole", bound=type)


def drawn_whole(kind: Whole) -> Whole:
    """Marks a class that components are given: each of its fields is always of one kind, and all of them hashable.

    Such a value is its own key, which spares looking at its fields one by one.
    """
    _WHOLE.add(kind)
    return kind


class KeepingTemplate(Template):
    """A template whose macros named in `KEPT` keep what they drew, for whoever imports them."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja2's own names
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        module = super().make_module(vars, shared, locals)
        for name in KEPT.intersection(module.__dict__):
            macro = getattr(module, name)
            if isinstance(macro, Macro):
                setattr(module, name, Component(macro))
        return module

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        template = super().from_code(*args, **kwargs)
        template.root_render_func.__globals__["escape"] = escaped
        return template


def escaped(value: Any) -> Markup:
    """The value ready for a page; what is HTML already, half of what a page is put together from, goes straight in."""
    return value if type(value) is Markup else escape(value)


def with_csrf(drawing: Markup, csrf_input: Any) -> Markup:
    """A drawing whose forms were given `CSRF_PLACE`, for this page."""
    return drawing.replace(CSRF_PLACE, csrf_input)


class Component:
    """A macro that draws anew only for what it was not given before: text, numbers, and lists and dicts of them."""

    __slots__ = ("_drawings", "_macro")

    def __init__(self, macro: Callable[..., str]) -> None:
        self._macro = macro
        self._drawings: dict[Hashable, str] = {}

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        try:
            key = (_key(args), _key(kwargs)) if kwargs else _key(args)
        except TypeError:
            return self._macro(*args, **kwargs)
        drawing = self._drawings.get(key)
        if drawing is None:
            if len(self._drawings) >= MOST:
                self._drawings.clear()
            drawing = self._drawings[key] = self._macro(*args, **kwargs)
        return drawing


class DirectContext(Context):
    """Calls a macro at once; Jinja2 asks everything that is called whether it wants a context, which macros do not.

    A function with `of_page` wants the page's context, without the variables of the loop it is called in.
    """

    def call(self, target: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if type(target) is Component or type(target) is Macro:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            if type(target) is Macro and not kwargs and _takes_just(target, args):
                return str.__new__(Markup, target._func(*args))
            return target(*args, **kwargs)
        if getattr(target, "of_page", False):
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return target(self, *args, **kwargs)
        return super().call(target, *args, **kwargs)


def _takes_just(macro: Macro, args: Sequence[Any]) -> bool:
    """Whether the macro is given all that it takes in its order, so that nothing is to be sorted out."""
    return len(args) == len(macro.arguments) and not (macro.caller or macro.catch_kwargs or macro.catch_varargs)


def _key(value: Any) -> Hashable:
    """A key that tells 1 from True, and text from HTML.

    Raises TypeError for anything else, and for long text, of which there may be too much to keep.
    """
    kind = type(value)
    if kind in _WHOLE:
        return kind, value
    if kind is str and len(value) <= LONGEST:
        return value
    if kind in _PLAIN and (kind is not Markup or len(value) <= LONGEST):
        return kind, value
    if kind is Decimal:
        return kind, str(value)
    if kind is tuple or kind is list:
        return kind, *map(_key, value)
    if kind is dict:
        return kind, *value, *map(_key, value.values())
    raise TypeError
