// On a Mac the keys are written as they are there.
import { all } from "./dom";

const isMac = /mac|iphone|ipad/i.test(navigator.platform);

function write() {
  for (const key of all("[data-keys]")) key.textContent = key.textContent!.replace("Ctrl ", "⌘");
}

if (isMac) {
  document.addEventListener("DOMContentLoaded", write);
  document.addEventListener("htmx:after:swap", write);
}
