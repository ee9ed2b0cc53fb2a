// Ctrl K: the server finds, this moves among what it found.
import { all, isPlainClick, on, one } from "./dom";
import { openDialog } from "./dialogs";
import { hasEnded, showSignedOut } from "./session";

const PAUSE = 120;

class CommandPalette extends HTMLElement {
  private dialog = one<HTMLDialogElement>("dialog", this)!;
  private input = one<HTMLInputElement>("input", this)!;
  private list = one("[role=listbox]", this)!;
  private status = one("[role=status]", this)!;
  private request = new AbortController();
  private timer = 0;
  private isLooking = false;
  private awaited: { inNewTab: boolean } | null = null; // Enter, pressed before the answer was here

  connectedCallback() {
    this.input.addEventListener("input", () => {
      this.look();
      this.timer = window.setTimeout(() => this.find(), PAUSE);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => this.choose(event));
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.dialog.addEventListener("close", () => (this.awaited = null));
  }

  open() {
    if (this.dialog.open) return this.dialog.close();
    this.input.value = "";
    this.list.replaceChildren();
    this.look();
    this.dialog.showModal();
    void this.find();
  }

  /** From here on, what the list shows is not what was asked for. */
  private look() {
    clearTimeout(this.timer);
    this.isLooking = true;
    this.awaited = null;
  }

  private async find() {
    this.request.abort();
    this.request = new AbortController();
    const { signal } = this.request;
    const url = new URL(this.dataset.url!, location.href);
    url.searchParams.set("q", this.input.value.trim());
    const headers = { "HX-Request": "true", "HX-Target": `div#${this.list.id}` };
    const answer = await fetch(url, { signal, headers }).catch(() => null);
    if (signal.aborted) return;
    if (answer && hasEnded(answer)) {
      this.dialog.close();
      return showSignedOut();
    }
    const html = answer?.ok ? await answer.text().catch(() => null) : null;
    if (signal.aborted) return;
    this.show(html ?? "", html === null ? "No answer from the server. Try again." : "");
  }

  private show(html: string, problem: string) {
    this.list.innerHTML = html;
    this.options.forEach((option, index) => (option.id = `palette-option-${index}`));
    this.select(this.options[0]);
    const count = this.options.length;
    this.status.textContent = problem || (count === 1 ? "1 result" : `${count} results`);
    if (problem) this.list.textContent = problem;
    this.isLooking = false;
    if (this.awaited && this.selected) this.follow(this.selected, this.awaited.inNewTab);
    this.awaited = null;
  }

  private get options() {
    return all<HTMLAnchorElement>("[role=option]", this.list);
  }

  private get selected() {
    return one<HTMLAnchorElement>("[aria-selected=true]", this.list);
  }

  private select(option?: HTMLElement) {
    this.selected?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent) {
    if (event.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) {
      const { options } = this;
      const here = this.selected ? options.indexOf(this.selected) : -1;
      this.select(options.at((here + step) % options.length));
    } else if (event.key === "Enter") {
      const inNewTab = event.ctrlKey || event.metaKey;
      if (this.isLooking) this.awaited = { inNewTab };
      else if (this.selected) this.follow(this.selected, inNewTab);
    } else return;
    event.preventDefault();
  }

  private choose(event: MouseEvent) {
    const option = (event.target as Element).closest<HTMLAnchorElement>("[role=option]");
    if (!option || !isPlainClick(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.follow(option, false);
  }

  private follow(option: HTMLAnchorElement, inNewTab: boolean) {
    if (inNewTab) return void open(option.href, "_blank", "noopener");
    this.dialog.close();
    if ("dialog" in option.dataset) void openDialog(option.href);
    else location.assign(option.href);
  }
}
customElements.define("command-palette", CommandPalette);

const palette = () => one<CommandPalette>("command-palette");

on("click", "[data-palette]", (_, event) => {
  if (!isPlainClick(event) || !palette()) return;
  event.preventDefault();
  palette()!.open();
});
document.addEventListener("keydown", (event) => {
  const isAsked =
    (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
  if (!isAsked || !palette()) return;
  event.preventDefault();
  palette()!.open();
});
