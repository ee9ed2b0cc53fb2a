// Menus are popovers, which open and close by themselves; this adds the arrows.
import { all, on, one } from "./dom";

const items = (menu: Element) => all("[role^=menuitem]", menu);
const opener = (menu: Element) => one(`[popovertarget="${menu.id}"]`);

function move(menu: Element, step: number | "first" | "last") {
  const list = items(menu);
  const here = list.indexOf(document.activeElement as HTMLElement);
  const next =
    step === "first" ? 0 : step === "last" ? -1 : (here + step + list.length) % list.length;
  list.at(next)?.focus();
}

const STEPS: Record<string, number | "first" | "last"> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: "first",
  End: "last",
};

on("keydown", ".menu", (menu, event) => {
  const step = STEPS[event.key];
  if (step !== undefined) {
    event.preventDefault();
    move(menu, step);
  } else if (event.key === "Tab") {
    menu.hidePopover();
  }
});
on("keydown", "[aria-haspopup=menu]", (button, event) => {
  if (event.key !== "ArrowDown") return;
  event.preventDefault();
  one(`#${button.getAttribute("popovertarget")}`)?.showPopover({ source: button } as never);
});
on("click", ".menu [role=menuitem], .menu [role=menuitemradio]", (item) =>
  item.closest<HTMLElement>("[popover]")?.hidePopover(),
);
document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target as HTMLElement;
    if (!menu.matches?.(".menu:popover-open")) return;
    if (!CSS.supports("position-area", "bottom")) place(menu);
    move(menu, "first");
  },
  { capture: true },
);

/** For browsers without anchor positioning. */
function place(menu: HTMLElement) {
  const button = opener(menu)?.getBoundingClientRect();
  if (!button) return;
  const left = menu.classList.contains("menu-start")
    ? button.left
    : button.right - menu.offsetWidth;
  const below = button.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${below ? button.bottom : button.top - menu.offsetHeight - 8}px`;
}
