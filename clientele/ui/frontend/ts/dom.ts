// What several files ask of the page.
export function one<T extends HTMLElement>(selector: string, within: ParentNode = document) {
  return within.querySelector<T>(selector);
}

export function all<T extends HTMLElement>(selector: string, within: ParentNode = document) {
  return [...within.querySelectorAll<T>(selector)];
}

/** Listens on the document for an event from inside the elements of a selector. */
export function on<K extends keyof DocumentEventMap>(
  type: K,
  selector: string,
  handle: (element: HTMLElement, event: DocumentEventMap[K]) => void,
  options?: AddEventListenerOptions,
) {
  document.addEventListener(
    type,
    (event) => {
      const element = (event.target as Element | null)?.closest?.<HTMLElement>(selector);
      if (element) handle(element, event);
    },
    options,
  );
}

export const csrfToken = () => one<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";

/** A click that asks for another tab or window is the browser's own business. */
export const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (target.matches("input, textarea, select") &&
      !target.matches("[type=checkbox], [type=radio], [type=button], [type=submit]")));
