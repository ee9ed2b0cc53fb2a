// The whole row opens its record, as its name does; selecting text in it does not.
import { all, on, one } from "./dom";

const CONTROLS = "a, button, input, label, select, textarea, summary, [popover]";
const link = (row: Element) => one<HTMLAnchorElement>(".row-link", row);

function opens(row: HTMLElement, event: MouseEvent) {
  const isControl = (event.target as Element).closest(CONTROLS);
  return !isControl && !getSelection()?.toString() && link(row);
}

on("click", ".row-open", (row, event) => {
  if (!opens(row, event)) return;
  if (event.ctrlKey || event.metaKey) open(link(row)!.href, "_blank", "noopener");
  else link(row)!.click();
});
on("auxclick", ".row-open", (row, event) => {
  if (event.button === 1 && opens(row, event)) open(link(row)!.href, "_blank", "noopener");
});

/** Moves the focus to another row; from outside the rows, to the first. */
export function moveRow(step: 1 | -1): boolean {
  const links = all<HTMLAnchorElement>("main .row-link");
  const row = document.activeElement?.closest(".row-open");
  const here = row ? links.indexOf(link(row)!) : -1;
  const next = here < 0 ? links[0] : links[here + step];
  next?.focus();
  return next !== undefined;
}

const toSearch = () => one("main [data-search]")?.focus();

on("keydown", ".row-link", (_, event) => {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (!step) return;
  event.preventDefault();
  if (!moveRow(step) && step < 0) toSearch();
});

// Down goes from the search to the rows; Escape empties it, then leaves it, so that keys act on the page again.
on("keydown", "[data-search]", (box, event) => {
  if (event.key === "ArrowDown" && moveRow(1)) event.preventDefault();
  else if (event.key === "Escape" && !(box as HTMLInputElement).value) box.blur();
});
