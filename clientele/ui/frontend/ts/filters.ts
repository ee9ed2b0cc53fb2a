// A list's toolbar: what a chip took away is taken from the panel too, and Apply closes it.
import { all, on } from "./dom";

document.addEventListener("htmx:after:swap", (event) => {
  const { sourceElement, target } = (event as CustomEvent).detail.ctx ?? {};
  if (target instanceof Element && !sourceElement?.matches(".toolbar"))
    all<HTMLFormElement>("form.toolbar", target).forEach((form) => form.reset());
});

on("submit", ".toolbar", (form) =>
  all("[popover]:popover-open", form).forEach((panel) => panel.hidePopover()),
);
