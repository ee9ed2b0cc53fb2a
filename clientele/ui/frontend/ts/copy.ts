// data-copy="value": puts it on the clipboard and says so.
import { on, one } from "./dom";

async function copy(text: string) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without https the clipboard is out of reach, but a selection can still be copied.
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

on("click", "[data-copy]", async (button) => {
  await copy(button.dataset.copy!);
  const words = one("[aria-live]", button) ?? button;
  const before = words.textContent;
  if (before === "Copied") return;
  words.textContent = "Copied";
  setTimeout(() => (words.textContent = before), 2000);
});
