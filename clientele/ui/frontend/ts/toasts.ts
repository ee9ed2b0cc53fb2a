// Toasts leave after six seconds, wait while they are looked at, and stay when they tell of an error.
import { all, on, one } from "./dom";

const LIFE = 6000;

export function toast(message: string, { error = false } = {}) {
  const template = one<HTMLTemplateElement>(error ? "#toast-error" : "#toast-status");
  const region = one("#toasts");
  if (!template || !region) return;
  const copy = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
  one("p", copy)!.textContent = message;
  bringToFront();
  region.append(copy);
}

/** A modal dialog covers the page, so the region stands inside the topmost one. */
export function bringToFront() {
  const region = one("#toasts");
  const top = all<HTMLDialogElement>("dialog:modal").at(-1) ?? document.body;
  if (region && region.parentElement !== top) top.append(region);
}

function giveLife(element: HTMLElement) {
  if (element.classList.contains("toast-error")) return;
  let timer = 0;
  const start = () => (timer = window.setTimeout(() => element.remove(), LIFE));
  const stop = () => clearTimeout(timer);
  element.addEventListener("pointerenter", stop);
  element.addEventListener("focusin", stop);
  element.addEventListener("pointerleave", start);
  element.addEventListener("focusout", start);
  start();
}

on("click", "[data-dismiss]", (button) => button.closest(".toast")?.remove());

document.addEventListener("DOMContentLoaded", () => {
  const region = one("#toasts");
  if (!region) return;
  all(".toast", region).forEach(giveLife);
  new MutationObserver((changes) => {
    bringToFront();
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node instanceof HTMLElement && node.matches(".toast")) giveLife(node);
  }).observe(region, { childList: true });
});
