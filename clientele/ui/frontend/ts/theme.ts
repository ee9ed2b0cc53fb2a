// Light, dark, or what the system says: kept in a cookie, so that the server draws the first paint right.
import { all } from "./dom";

const YEAR = 31_536_000;

function choose(theme: string) {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
  for (const button of all<HTMLButtonElement>("theme-switch button"))
    button.ariaChecked = String(button.value === theme);
}

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>("button[value]");
      if (button) choose(button.value);
    });
  }
}
customElements.define("theme-switch", ThemeSwitch);
