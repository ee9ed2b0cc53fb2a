// Saves typing where the browser knows better: the time zone, and an address made of a name until it is edited by hand.
import { all, one } from "./dom";

for (const select of all<HTMLSelectElement>("select[data-guess=time-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}

const STROKES: Record<string, string> = {
  ø: "o",
  ł: "l",
  đ: "d",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ð: "d",
  ß: "ss",
};

const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[øłđæœþðß]/g, (letter) => STROKES[letter]!)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 50)
    .replace(/^-+|-+$/g, "");

for (const slug of all<HTMLInputElement>("input[data-slug-of]")) {
  const source = one<HTMLInputElement>(`[name=${slug.dataset.slugOf}]`, slug.form!)!;
  let isOurs = ["", slugOf(source.value)].includes(slug.value);
  const follow = () => {
    if (isOurs) slug.value = slugOf(source.value);
  };
  slug.addEventListener("input", () => (isOurs = slug.value === ""));
  source.addEventListener("input", follow);
  follow(); // a name may be typed before this script is here
}

// A row of links too long for a phone shows the one that is chosen.
for (const link of all(".settings-nav [aria-current], .tabs [aria-current]"))
  link.parentElement!.scrollLeft = link.offsetLeft - link.parentElement!.clientWidth / 3;
