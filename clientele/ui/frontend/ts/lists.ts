// A field of several words: its list completes the word being typed, and keeps the ones before it.
import { all, on, one } from "./dom";

const known = new WeakMap<Element, string[]>();

on("input", "input[data-list-of]", (element) => {
  const field = element as HTMLInputElement;
  const list = one(`#${field.getAttribute("list")}`);
  if (!list) return;
  const options = all<HTMLOptionElement>("option", list);
  if (!known.has(list))
    known.set(
      list,
      options.map((option) => option.value),
    );
  const end = field.value.lastIndexOf(field.dataset.listOf!) + 1;
  const before = end ? `${field.value.slice(0, end)} ` : "";
  options.forEach((option, index) => (option.value = before + known.get(list)![index]));
});
