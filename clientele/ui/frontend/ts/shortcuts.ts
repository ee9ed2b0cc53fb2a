// Keys that work anywhere on a page, while nothing is being typed. An element says its own key with
// data-shortcut="n"; `?` lists them all.
import { all, isTyping, one } from "./dom";
import { moveRow } from "./rows";

const name = (element: HTMLElement) =>
  element.dataset.shortcutLabel ?? element.ariaLabel ?? element.textContent?.trim() ?? "";

function list() {
  const dialog = one<HTMLDialogElement>("#shortcuts");
  const entries = dialog && one("dl", dialog);
  if (!dialog || !entries || dialog.open) return;
  all(".shortcut-of-page", entries).forEach((entry) => entry.remove());
  for (const element of all("[data-shortcut]").reverse()) {
    const term = Object.assign(document.createElement("dt"), { textContent: name(element) });
    const key = Object.assign(document.createElement("dd"), { className: "shortcut-of-page" });
    term.className = "shortcut-of-page";
    key.append(
      Object.assign(document.createElement("kbd"), {
        className: "kbd",
        textContent: element.dataset.shortcut,
      }),
    );
    entries.prepend(term, key);
  }
  dialog.showModal();
}

function act(key: string): boolean {
  const own = one(`[data-shortcut="${CSS.escape(key)}"]`);
  const search = one<HTMLInputElement>("main [data-search]");
  if (own) own.click();
  else if (key === "/" && search) {
    search.focus();
    search.select();
  } else if (key === "?") list();
  else if (key === "j") return moveRow(1);
  else if (key === "k") return moveRow(-1);
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || one("dialog:modal, .menu:popover-open")) return;
  if (event.key.length === 1 && act(event.key)) event.preventDefault();
});
