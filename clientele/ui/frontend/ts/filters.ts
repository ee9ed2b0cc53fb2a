// A list's toolbar: what a chip took away is taken from the panel too, and Apply closes it.
import { all, on } from "./dom";

document.addEventListener("htmx:after:swap", (event) => {
  const source: Element | undefined = (event as CustomEvent).detail.ctx?.sourceElement;
  if (!source?.matches(".toolbar"))
    all<HTMLFormElement>("form.toolbar").forEach((form) => form.reset());
});

on("submit", ".toolbar", (form) =>
  all("[popover]:popover-open", form).forEach((panel) => panel.hidePopover()),
);
