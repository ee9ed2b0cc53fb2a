// What was typed, or gone back to, before the page could listen is taken up once it can.
import { all } from "./dom";

const early = new Set<EventTarget>(all<HTMLInputElement>("input, textarea").filter(isChanged));
const note = ({ target }: Event) => early.add(target!);

function isChanged(field: HTMLInputElement) {
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

/** Whether the address is another than that of the page shown: Back between two states of a list. */
function isElsewhere() {
  const [loaded] = performance.getEntriesByType("navigation");
  return loaded?.name.split("#")[0] !== location.href.split("#")[0];
}

document.addEventListener("input", note, true);
document.addEventListener(
  "htmx:after:process",
  () => {
    document.removeEventListener("input", note, true);
    if (isElsewhere()) return location.reload();
    early.forEach((field) => field.dispatchEvent(new Event("input", { bubbles: true })));
  },
  { once: true },
);
