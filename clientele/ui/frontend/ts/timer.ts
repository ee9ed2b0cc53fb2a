// The clock of the sidebar counts on by itself, and asks how it stands when its tab is looked at again.
import { all, one } from "./dom";
import htmx from "./requests";

const begun = new WeakMap<HTMLElement, number>();
const two = (number: number) => String(number).padStart(2, "0");

function tick() {
  for (const clock of all("[data-elapsed]")) {
    if (!begun.has(clock))
      begun.set(clock, performance.now() - Number(clock.dataset.elapsed) * 1000);
    const seconds = Math.floor((performance.now() - begun.get(clock)!) / 1000);
    const hours = Math.floor(seconds / 3600);
    clock.textContent = `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }
}

function ask() {
  const slot = one("#timer");
  if (document.visibilityState !== "visible" || !slot?.dataset.url || !navigator.onLine) return;
  void htmx.ajax("GET", slot.dataset.url, {
    target: "#timer",
    swap: "innerHTML",
    headers: { "HX-Target": "div#timer" },
  });
}

document.addEventListener("DOMContentLoaded", tick);
document.addEventListener("htmx:after:swap", () => {
  tick();
  // What stands in the bar of a phone goes with a timer that was stopped.
  if (!one(".timer-running")) one(".topbar-timer")?.remove();
});
document.addEventListener("visibilitychange", ask);
setInterval(tick, 1000);
