"""Components that a template gives nothing but words of its own are drawn when it is compiled, not with every page."""

from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from clientele.ui.kept import Component


class FoldingEnvironment(Environment):
    """An environment whose templates hold what `icon("dots")` draws; not while templates are being edited."""

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        if not self.auto_reload:
            source = _Folding(self, source).visit(source)
        return super()._generate(source, *args, **kwargs)


class _Folding(NodeTransformer):
    """Puts what a component draws in the place of its call, where all that it is given stands in the template."""

    def __init__(self, jinja: Environment, source: nodes.Template) -> None:
        self._jinja = jinja
        self._components = {name: value for name, value in jinja.globals.items() if isinstance(value, Component)}
        self._components |= self._imported(source)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """As it stands: what Jinja2 joins at compile time is plain text, and would be escaped."""
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        component = self._components.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if component is None or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            args = [value.as_const() for value in node.args]
            kwargs = {value.key: value.value.as_const() for value in node.kwargs}
        except nodes.Impossible:
            return node
        return nodes.Const(component(*args, **kwargs), lineno=node.lineno, environment=self._jinja)

    def _imported(self, source: nodes.Template) -> dict[str, Component]:
        """Those that a component's own file imports from another's, by the name they have in it."""
        found: dict[str, Any] = {}
        for line in source.find_all(nodes.FromImport):
            module = self._jinja.get_template(line.template.as_const()).module
            pairs = (name if isinstance(name, tuple) else (name, name) for name in line.names)
            found |= {alias: getattr(module, name) for name, alias in pairs}
        return {name: value for name, value in found.items() if isinstance(value, Component)}
