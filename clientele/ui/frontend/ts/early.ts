// What was typed before the page could listen is told to it again once it can.
import { all } from "./dom";

const early = new Set<EventTarget>(all<HTMLInputElement>("input, textarea").filter(isChanged));
const note = ({ target }: Event) => early.add(target!);

function isChanged(field: HTMLInputElement) {
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

document.addEventListener("input", note, true);
document.addEventListener(
  "htmx:after:process",
  () => {
    document.removeEventListener("input", note, true);
    early.forEach((field) => field.dispatchEvent(new Event("input", { bubbles: true })));
  },
  { once: true },
);
