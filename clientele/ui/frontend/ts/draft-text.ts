// A text that is not lost: kept on this device from the first letter until the server has confirmed
// it. Each draft has one key, sent with every attempt, so that a repeated one is never saved twice.
import { csrfToken, one } from "./dom";
import htmx from "./requests";
import { hasEnded, showSignedOut } from "./session";
import { typedOn } from "./typing";

interface Draft {
  key: string;
  values: Record<string, string>;
  attempted?: string; // what was sent when the network failed, whose fate is unknown
}

const PASSING = [502, 503, 504];

class DraftText extends HTMLElement {
  private form = one<HTMLFormElement>("form", this)!;
  private text = one<HTMLTextAreaElement>("textarea", this)!;
  private line = one(".draft-state", this)!;
  private problem = one(".field-error", this)!;
  private isSending = false;

  connectedCallback() {
    this.restore();
    this.form.addEventListener("input", () => this.keep());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    this.text.addEventListener("keydown", (event) => {
      const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (isSend && !event.isComposing) this.form.requestSubmit();
    });
    window.addEventListener("online", this.retry);
  }

  disconnectedCallback() {
    window.removeEventListener("online", this.retry);
  }

  private retry = () => {
    if (this.draft?.attempted) void this.send();
  };

  private get place() {
    return `draft:${this.dataset.key}`;
  }

  private get draft(): Draft | null {
    try {
      return JSON.parse(localStorage.getItem(this.place) ?? "null");
    } catch {
      return null;
    }
  }

  private set draft(draft: Draft | null) {
    try {
      if (draft) localStorage.setItem(this.place, JSON.stringify(draft));
      else localStorage.removeItem(this.place);
    } catch {
      this.complain("This device has no room to keep a draft. Copy the text before you leave.");
    }
  }

  private get values() {
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(this.form))
      if (name !== "csrfmiddlewaretoken" && typeof value === "string") values[name] = value;
    return values;
  }

  private keep() {
    this.complain("");
    const { draft, values } = this;
    if (!this.text.value.trim()) {
      this.draft = null;
      return this.say();
    }
    // Changed after an attempt of unknown fate, it is another text and gets another key.
    const isAnother = draft?.attempted && draft.attempted !== JSON.stringify(values);
    const key = draft && !isAnother ? draft.key : crypto.randomUUID();
    this.draft = { key, values, attempted: isAnother ? undefined : draft?.attempted };
    if (isAnother || !draft?.attempted) this.say();
  }

  private restore() {
    const { draft } = this;
    if (!draft || this.text.value.trim()) return;
    for (const [name, value] of Object.entries(draft.values)) {
      const field = this.form.elements.namedItem(name);
      if (field && "value" in field) field.value = value;
    }
    if (draft.attempted) {
      this.sayUnsent();
      if (navigator.onLine) void this.send();
    } else this.say("Draft restored", "Discard", () => this.discard());
  }

  private discard() {
    this.draft = null;
    this.form.reset();
    this.text.value = "";
    this.say();
    this.text.focus();
  }

  private async send() {
    if (this.isSending) return;
    if (!this.text.value.trim()) return this.text.focus();
    if (!this.draft) this.keep();
    const draft = this.draft ?? { key: crypto.randomUUID(), values: this.values };
    const sent = this.text.value;
    this.isSending = true;
    this.form.ariaBusy = "true";
    try {
      await this.take(await this.post(draft.key), draft.key, sent);
    } catch {
      this.draft = { ...draft, values: this.values, attempted: JSON.stringify(draft.values) };
      if (this.text.value !== sent) this.keep();
      this.sayUnsent();
    } finally {
      this.isSending = false;
      this.form.ariaBusy = null;
    }
  }

  private async post(key: string) {
    const answer = await fetch(this.form.action, {
      method: "POST",
      body: new FormData(this.form),
      headers: {
        "X-CSRFToken": csrfToken(),
        "Idempotency-Key": key,
        "HX-Request": "true",
        "HX-Target": `div${this.dataset.target}`,
      },
    });
    if (PASSING.includes(answer.status)) throw new Error("The server is away for a moment.");
    return answer;
  }

  private async take(answer: Response, key: string, sent: string) {
    if (hasEnded(answer)) return showSignedOut();
    const html = await answer.text();
    if (!answer.ok) return this.complain(reason(answer.status, html));
    if (this.draft?.key === key) this.draft = null;
    const rest = typedOn(this.text.value, sent);
    this.form.reset();
    this.text.value = rest;
    this.complain("");
    if (rest) this.keep();
    else this.say();
    await htmx.swap({
      text: html,
      target: this.dataset.target!,
      swap: this.dataset.place!,
      sourceElement: this,
    });
  }

  private complain(words: string) {
    one("p", this.problem)!.textContent = words;
    this.problem.hidden = !words;
    this.text.ariaInvalid = words ? "true" : null;
  }

  private sayUnsent() {
    this.complain("");
    this.say("Not sent yet", "Try again", () => void this.send());
    this.line.prepend(Object.assign(document.createElement("span"), { className: "dot dot-ring" }));
  }

  private say(words = "", action = "", act?: () => void) {
    this.line.replaceChildren(words);
    if (!act) return;
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      textContent: action,
    });
    button.addEventListener("click", act);
    this.line.append(button);
  }
}
customElements.define("draft-text", DraftText);

/** Why it was not saved: the server's own words where it gives them. */
function reason(status: number, html: string) {
  if (status === 403) return "This page is out of date. Reload it; what you typed is kept.";
  if (status === 404) return "This is no longer here. What you typed is kept.";
  if (status >= 500) return "The server could not save this. What you typed is kept.";
  const page = new DOMParser().parseFromString(html, "text/html");
  const words = one(".field-error p, .errors h2, p", page) ?? page.body;
  return words.textContent?.trim().slice(0, 300) || "This could not be saved.";
}
