// Totals that follow what is typed do not take the place of a step on its way, such as a line being
// added: they wait until it is taken.
import { one } from "./dom";

const waiting = new WeakSet<Element>();

document.addEventListener("htmx:config:request", (event) => {
  const region: Element = (event as CustomEvent).detail.ctx.sourceElement;
  if (!region.matches("[hx-trigger^=input]") || !one("button.htmx-request", region)) return;
  event.preventDefault();
  waiting.add(region);
});
document.addEventListener("htmx:finally:request", (event) => {
  const { sourceElement, target } = (event as CustomEvent).detail.ctx;
  if (sourceElement.matches("button") && waiting.delete(target))
    target.dispatchEvent(new Event("input", { bubbles: true }));
});
