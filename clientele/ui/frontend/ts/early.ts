// What was typed, or gone back to, before the page could listen is taken up once it can.
import { all } from "./dom";

const early = new Set<EventTarget>(all<HTMLInputElement>("input, textarea").filter(isChanged));
const note = ({ target }: Event) => early.add(target!);

function isChanged(field: HTMLInputElement) {
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

/** Whether Back went from the state of the list that this page was loaded for to another one. */
function isElsewhere() {
  const [loaded] = performance.getEntriesByType("navigation");
  if (!loaded || !history.state?.htmx) return false;
  const { pathname, search } = new URL(loaded.name);
  return pathname + search !== location.pathname + location.search;
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
