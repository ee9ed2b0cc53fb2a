// A form is sent once: its button says that it is at work until the answer is here.
import { all } from "./dom";

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.ariaBusy === "true") return event.preventDefault();
  form.ariaBusy = "true";
  event.submitter?.setAttribute("aria-busy", "true");
});

// Back from the next page, everything is at rest again.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const element of all("[aria-busy]")) element.removeAttribute("aria-busy");
});
