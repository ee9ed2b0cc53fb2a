// A link with data-dialog opens its page's `dialog` block over this one. The same address is a whole
// page where this script does not run.
import { all, isPlainClick, on, one } from "./dom";
import htmx from "./requests";
import { keepOpener } from "./returning";
import { bringToFront } from "./toasts";

const FIELDS =
  "input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled)";
const frame = () => one<HTMLDialogElement>("#dialog-frame");
const INTO = { target: "#dialog", swap: "innerHTML", headers: { "HX-Target": "div#dialog" } };
let opener: HTMLElement | null = null;
let isChanged = false;

export async function openDialog(url: string, from: HTMLElement | null = null) {
  opener = from;
  isChanged = false;
  // Its hx-sync lets what was asked for last win.
  await htmx.ajax("GET", url, { ...INTO, source: "#dialog" });
  show();
}

function show() {
  const dialog = frame();
  if (!dialog || !one("#dialog > *")) return;
  if (!dialog.open) dialog.showModal();
  bringToFront();
  const first =
    one("[aria-invalid=true]", dialog) ??
    one("[autofocus]", dialog) ??
    one(`.panel-body :is(${FIELDS})`, dialog) ??
    one(".panel-foot .button-primary", dialog);
  first?.focus();
}

async function send(form: HTMLFormElement, event: SubmitEvent) {
  if (form.ariaBusy === "true") return;
  const button = event.submitter;
  for (const element of [form, button]) element?.setAttribute("aria-busy", "true");
  const url = button?.getAttribute("formaction") ?? form.action;
  await htmx.ajax("POST", url, { ...INTO, source: form, event });
  if (form.isConnected) return;
  isChanged = one("#dialog [aria-invalid=true], #dialog [role=alert]") !== null;
  show();
}

function close() {
  isChanged = false;
  frame()?.close();
}

/** Closes, but asks first when something was typed. */
function askToClose() {
  if (isChanged) one<HTMLDialogElement>("#discard")?.showModal();
  else close();
}

on("click", "a[data-dialog]", (link, event) => {
  if (!isPlainClick(event) || !frame()) return;
  event.preventDefault();
  link.closest<HTMLElement>("[popover]")?.hidePopover();
  void openDialog((link as HTMLAnchorElement).href, link);
});
// A button with data-dialog sends its form, and what is answered opens as a dialog.
on("submit", "form", (form, event) => {
  const button = event.submitter as HTMLButtonElement | null;
  if (!button?.matches("button[data-dialog]") || !frame()) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  opener = button;
  isChanged = false;
  void htmx
    .ajax("POST", button.formAction, { ...INTO, source: form, event })
    .then(show)
    .finally(() => (form.ariaBusy = null));
});
on("submit", "#dialog form[method=post]", (form, event) => {
  if (event.defaultPrevented || form.closest("draft-text")) return;
  event.preventDefault();
  void send(form as HTMLFormElement, event);
});
// Busy until something is to be done again; on the way to another page it stays so.
document.addEventListener("htmx:finally:request", (event) => {
  const { response, sourceElement } = (event as CustomEvent).detail.ctx;
  if (!sourceElement.closest?.("#dialog")) return;
  const next = response?.headers.get("HX-Redirect");
  if (next) return keepOpener(opener, next);
  for (const element of [sourceElement, ...all("[aria-busy]", sourceElement)])
    element.removeAttribute("aria-busy");
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) close();
});
on("input", "#dialog form", () => (isChanged = true));
on("click", "#dialog [data-close]", (_, event) => {
  event.preventDefault();
  askToClose();
});
on("click", "[data-discard]", () => {
  one<HTMLDialogElement>("#discard")?.close();
  close();
});
on("click", "dialog [data-close]", (button, event) => {
  if (button.closest("#dialog")) return;
  event.preventDefault();
  button.closest("dialog")?.close();
});
on("click", "[data-open]", (button) =>
  one<HTMLDialogElement>(`#${button.dataset.open}`)?.showModal(),
);
// Kept down, Esc would close a dialog that asks; so it is stopped before the browser sees it.
on(
  "keydown",
  "#dialog-frame",
  (_, event) => {
    if (event.key !== "Escape" || !isChanged || one(":popover-open")) return;
    event.preventDefault();
    askToClose();
  },
  { capture: true },
);
document.addEventListener(
  "close",
  (event) => {
    if (event.target !== frame()) return;
    bringToFront();
    one("#dialog")?.replaceChildren();
    opener?.focus();
  },
  { capture: true },
);
