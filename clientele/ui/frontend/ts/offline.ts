// The bar that says the network is away.
import { one } from "./dom";

function show() {
  const bar = one("#offline");
  if (bar) bar.hidden = navigator.onLine;
}

addEventListener("online", show);
addEventListener("offline", show);
document.addEventListener("DOMContentLoaded", show);
