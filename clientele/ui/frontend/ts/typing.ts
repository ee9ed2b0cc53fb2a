// What is typed while an answer is on its way is newer than the answer, which leaves it alone.
import htmx from "./requests";

type Field = HTMLInputElement | HTMLTextAreaElement;
interface Asked {
  at: number;
  values: FormData;
}

const typed = new WeakMap<EventTarget, number>();
const asked = new WeakMap<object, Asked>();
let since = Infinity; // when the answer that is being put in was asked for
let rest: { id: string; text: string } | null = null;

const contextOf = (event: Event) => (event as CustomEvent).detail.ctx;
const isNewer = (field: Element) => (typed.get(field) ?? 0) > since;

/** What was typed on in a field of which something is on its way or was answered. */
export function typedOn(text: string, sent: string): string {
  return text.startsWith(sent) ? text.slice(sent.length).trimStart() : text;
}

document.addEventListener("input", ({ target }) => typed.set(target!, performance.now()), true);
document.addEventListener("htmx:config:request", (event) => {
  const context = contextOf(event);
  asked.set(context, { at: performance.now(), values: context.request.body });
});

document.addEventListener("htmx:before:swap", (event) => {
  const request = asked.get(contextOf(event));
  const field = document.activeElement as Field | null;
  since = request?.at ?? Infinity;
  rest = null;
  if (!request || !field?.id || !isNewer(field)) return;
  rest = { id: field.id, text: typedOn(field.value, String(request.values.get(field.name) ?? "")) };
});
// A field that is emptied for the next one is given what was typed on.
document.addEventListener("htmx:after:swap", () => {
  const field = rest && (document.getElementById(rest.id) as Field | null);
  if (field && !field.value) field.value = rest!.text;
  rest = null;
});
htmx.registerExtension("typing", { htmx_before_morph_node: (field) => !isNewer(field) });
