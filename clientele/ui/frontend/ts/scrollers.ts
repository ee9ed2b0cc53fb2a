// A table that is wider than its place scrolls, and can be reached to be scrolled with the arrows.
import { all } from "./dom";

function refresh() {
  for (const scroller of all(".table-scroll"))
    if (scroller.scrollWidth > scroller.clientWidth) scroller.tabIndex = 0;
    else scroller.removeAttribute("tabindex");
}

document.addEventListener("DOMContentLoaded", refresh);
document.addEventListener("htmx:after:swap", refresh);
addEventListener("resize", refresh);
