// Who saves in a dialog comes to a page anew; where it is the same page, the focus goes back to what opened the dialog.
import { all, one } from "./dom";

const KEY = "clientele:opener";

/** Keeps what opened a dialog, for the page of an address that comes next. */
export function keepOpener(opener: HTMLElement | null, next: string) {
  const { pathname } = new URL(next, location.href);
  const href = opener?.getAttribute("href");
  if (href && pathname === location.pathname)
    sessionStorage.setItem(KEY, JSON.stringify({ pathname, href }));
}

const kept = sessionStorage.getItem(KEY);
if (kept) {
  sessionStorage.removeItem(KEY);
  const { pathname, href } = JSON.parse(kept) as { pathname: string; href: string };
  const opener = all("a[data-dialog]").find((link) => link.getAttribute("href") === href);
  const menu = opener?.closest(".menu");
  const shown = menu ? one(`[popovertarget="${menu.id}"]`) : opener;
  if (pathname === location.pathname) shown?.focus();
}
