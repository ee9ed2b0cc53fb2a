// A week of hours: arrows and Enter move, each cell is saved when it is left, and what could not be
// saved stays where it was typed, on this device too, until it is. Cells of a spreadsheet are pasted
// to the right and below.
import { all, csrfToken, one } from "./dom";
import { hasEnded, showSignedOut } from "./session";

type Cell = HTMLInputElement;
type State = "saving" | "saved" | "unsent" | "refused" | "";
const PASSING = [502, 503, 504];
const STATES = ["saving", "saved", "unsent", "refused"];

const shown = (minutes: number) =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
const place = (cell: Cell) => cell.closest<HTMLElement>("td")!;

class WeekGrid extends HTMLElement {
  private busy = new Set<Cell>();
  private filled = "";

  connectedCallback() {
    this.addEventListener("focusin", ({ target }) => this.isCell(target) && target.select());
    this.addEventListener(
      "focusout",
      ({ target }) => this.isCell(target) && void this.save(target),
    );
    this.addEventListener(
      "keydown",
      (event) => this.isCell(event.target) && this.press(event.target, event),
    );
    this.addEventListener("input", () => (this.filled = ""));
    this.addEventListener(
      "paste",
      (event) => this.isCell(event.target) && void this.paste(event.target, event),
    );
    one("form", this)?.addEventListener("submit", (event) => event.preventDefault());
    window.addEventListener("online", this.retry);
    this.restore();
  }

  disconnectedCallback() {
    window.removeEventListener("online", this.retry);
  }

  private get cells() {
    return all<Cell>(".week-input", this);
  }

  private isCell(target: EventTarget | null): target is Cell {
    return target instanceof HTMLInputElement && target.matches(".week-input");
  }

  private press(cell: Cell, event: KeyboardEvent) {
    const [start, end] = [cell.selectionStart ?? 0, cell.selectionEnd ?? 0];
    const isWhole = end - start === cell.value.length;
    const steps: Record<string, [number, number] | false> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      Enter: [event.shiftKey ? -1 : 1, 0],
      ArrowLeft: (isWhole || end === 0) && [0, -1],
      ArrowRight: (isWhole || start === cell.value.length) && [0, 1],
    };
    if (event.key === "Escape") cell.value = cell.dataset.saved ?? "";
    const step = steps[event.key];
    if (!step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!this.move(cell, ...step) && event.key === "Enter") void this.save(cell);
  }

  /** Each value as if it had been typed there; an empty one leaves what is there. */
  private async paste(cell: Cell, event: ClipboardEvent) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    if (lines.length === 1 && !text.includes("\t")) return;
    event.preventDefault();
    const column = [...cell.closest("tr")!.cells].indexOf(place(cell) as HTMLTableCellElement);
    const rows = all<HTMLTableRowElement>("tbody tr", this);
    const top = rows.indexOf(cell.closest("tr")!);
    const filled: Cell[] = [];
    let left = 0;
    for (const [down, line] of lines.entries())
      for (const [across, value] of line.split("\t").entries()) {
        if (!value.trim()) continue;
        const td = rows[top + down]?.cells[column + across];
        const into = td && one<Cell>(".week-input", td);
        if (!into) {
          left += 1;
          continue;
        }
        into.value = value.trim();
        filled.push(into);
      }
    const cells = filled.length === 1 ? "1 cell" : `${filled.length} cells`;
    this.filled = `${cells} filled${left ? `, ${left} ${left === 1 ? "is" : "are"} closed or outside the week` : ""}. `;
    for (const into of filled.filter(({ value, dataset }) => value !== dataset.saved)) {
      this.keep(into, into.value);
      this.mark(into, "saving");
    }
    this.say();
    for (const into of filled) await this.save(into);
  }

  /** To the next cell in that direction that can be typed into. */
  private move(cell: Cell, down: number, across: number) {
    const row = cell.closest("tr")!;
    const column = [...row.cells].indexOf(place(cell) as HTMLTableCellElement);
    const rows = all<HTMLTableRowElement>("tbody tr", this);
    for (
      let y = rows.indexOf(row) + down, x = column + across;
      rows[y]?.cells[x];
      y += down, x += across
    ) {
      const next = one<Cell>(".week-input", rows[y]!.cells[x]!);
      if (!next) continue;
      next.focus();
      return true;
    }
    return false;
  }

  private async save(cell: Cell) {
    const typed = cell.value.trim();
    if (this.busy.has(cell)) return;
    if (typed === cell.dataset.saved) return this.settle(cell);
    this.busy.add(cell);
    this.mark(cell, "saving");
    this.keep(cell, typed);
    try {
      await this.take(cell, typed, await this.post(cell, typed));
    } catch {
      this.mark(cell, "unsent");
    } finally {
      this.busy.delete(cell);
      if (cell.isConnected && cell.value.trim() !== typed && document.activeElement !== cell)
        void this.save(cell);
    }
  }

  private async post(cell: Cell, typed: string) {
    const { row = "", version = "" } = cell.dataset;
    const answer = await fetch(this.dataset.url!, {
      method: "POST",
      body: new URLSearchParams({ row, version, duration: typed, day: place(cell).dataset.day! }),
      headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" },
    });
    if (PASSING.includes(answer.status)) throw new Error("The server is away for a moment.");
    return answer;
  }

  private async take(cell: Cell, typed: string, answer: Response) {
    if (hasEnded(answer)) {
      this.mark(cell, "unsent");
      return showSignedOut();
    }
    const html = document.createElement("template");
    html.innerHTML = await answer.text();
    const fresh = one("td", html.content);
    const now = fresh && one<Cell>(".week-input", fresh);
    if (!fresh)
      return this.mark(
        cell,
        "refused",
        "This could not be saved. Reload the page; what you typed is kept.",
      );
    place(cell).dataset.minutes = fresh.dataset.minutes;
    if (!now) return place(cell).replaceWith(fresh);
    const isUntouched = cell.value.trim() === typed;
    Object.assign(cell.dataset, { saved: now.dataset.saved, version: now.dataset.version });
    if (!answer.ok)
      return this.mark(cell, "refused", fresh.dataset.problem ?? "This could not be saved.");
    if (isUntouched) {
      cell.value = now.value;
      this.keep(cell, null);
      if (document.activeElement === cell) cell.select();
    }
    this.mark(cell, "saved");
    this.add();
  }

  private settle(cell: Cell) {
    this.keep(cell, null);
    if (cell.ariaInvalid || place(cell).classList.contains("is-unsent")) this.mark(cell, "");
  }

  private mark(cell: Cell, state: State, problem = "") {
    const td = place(cell);
    for (const each of STATES) td.classList.toggle(`is-${each}`, each === state);
    cell.ariaInvalid = state === "refused" ? "true" : null;
    if (problem) td.dataset.problem = problem;
    else delete td.dataset.problem;
    this.say();
  }

  private say() {
    const refused = all("td[data-problem]", this).map((td) =>
      Object.assign(document.createElement("li"), {
        textContent: `${td.dataset.words}: ${td.dataset.problem}`,
      }),
    );
    const list = one(".week-problems", this)!;
    if (list.textContent !== refused.map((item) => item.textContent).join(""))
      list.replaceChildren(...refused);
    const unsent = all(".is-unsent", this).length;
    const words = unsent
      ? `Not saved yet: ${unsent}. It is kept on this device and sent when the network is back.`
      : one(".is-saving", this)
        ? "Saving…"
        : refused.length
          ? "Not everything is saved."
          : "All saved.";
    one(".week-state", this)!.textContent = this.filled + words;
  }

  /** Sums are counted here from what the server has, so that they follow each cell. */
  private add() {
    const sum = (cells: HTMLElement[]) =>
      shown(cells.reduce((total, td) => total + Number(td.dataset.minutes ?? 0), 0));
    for (const row of all("tbody tr", this)) {
      const total = one("[data-sum]", row);
      if (total) total.textContent = sum(all("td[data-minutes]", row));
    }
    for (const total of all("[data-day-sum]", this))
      total.textContent = sum(all(`td[data-minutes][data-day="${total.dataset.daySum}"]`, this));
    one("[data-all]", this)!.textContent = sum(all("td[data-minutes]", this));
  }

  private key(cell: Cell) {
    return `week:${this.dataset.key}:${cell.name}`;
  }

  private keep(cell: Cell, typed: string | null) {
    try {
      if (typed === null) localStorage.removeItem(this.key(cell));
      else localStorage.setItem(this.key(cell), typed);
    } catch {
      // A device without room keeps it in the page alone.
    }
  }

  private kept(cell: Cell) {
    try {
      return localStorage.getItem(this.key(cell));
    } catch {
      return null;
    }
  }

  private restore() {
    for (const cell of this.cells) {
      const kept = this.kept(cell);
      if (kept === null || kept === cell.dataset.saved) continue;
      cell.value = kept;
      void this.save(cell);
    }
  }

  private retry = () => {
    for (const td of all(".is-unsent", this)) void this.save(one<Cell>(".week-input", td)!);
  };
}
customElements.define("week-grid", WeekGrid);
