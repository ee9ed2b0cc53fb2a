// <time data-relative> says "2 days ago" while it is under a month old; the exact time is its title.
import { all } from "./dom";

const words = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const STEPS: [Intl.RelativeTimeFormatUnit, number, number][] = [
  ["minute", 60, 3600],
  ["hour", 3600, 86_400],
  ["day", 86_400, 7 * 86_400],
  ["week", 7 * 86_400, 30 * 86_400],
];

export function relative(seconds: number): string {
  if (seconds < 60) return "just now";
  const step = STEPS.find(([, , limit]) => seconds < limit);
  return step ? words.format(-Math.floor(seconds / step[1]), step[0]) : "";
}

function refresh() {
  for (const time of all<HTMLTimeElement>("time[data-relative]")) {
    const said = relative((Date.now() - Date.parse(time.dateTime)) / 1000);
    if (said && time.textContent !== said) time.textContent = said;
  }
}

document.addEventListener("DOMContentLoaded", refresh);
document.addEventListener("htmx:after:swap", refresh);
setInterval(refresh, 60_000);
