// A picker by keyboard: arrow down or Enter goes from what is typed to who matches, Enter there sends the form.
import { all, on, one } from "./dom";

const waiting = new WeakSet<Element>();

/** To the record that is chosen, or the first; the arrows then choose among them. */
function enter(picker: Element) {
  const options = all<HTMLInputElement>("input[type=radio]", picker);
  const first = options.find((option) => option.checked) ?? options[0];
  if (!first) return;
  if (!first.checked) {
    first.checked = true;
    first.dispatchEvent(new Event("input", { bubbles: true }));
  }
  first.focus();
}

on("input", ".picker-find input", (field) => {
  const picker = field.closest(".picker")!;
  picker.ariaBusy = "true";
  waiting.delete(picker);
});

on("keydown", ".picker-find input", (field, event) => {
  if (!["ArrowDown", "Enter"].includes(event.key) || event.isComposing) return;
  event.preventDefault();
  const picker = field.closest(".picker")!;
  if (picker.ariaBusy === "true") waiting.add(picker);
  else enter(picker);
});

on("keydown", ".picker-option input", (option, event) => {
  const form = (option as HTMLInputElement).form;
  if (event.key !== "Enter" || !form || !option.closest(".picker")!.querySelector(".picker-find"))
    return;
  event.preventDefault();
  form.requestSubmit(one<HTMLButtonElement>(".button-primary[type=submit]", form));
});

// What was typed has been answered, or could not be.
document.addEventListener("htmx:finally:request", (event) => {
  const picker = (event as CustomEvent).detail.ctx.sourceElement.closest?.(".picker");
  if (!picker) return;
  picker.ariaBusy = null;
  if (waiting.delete(picker)) enter(picker);
});
