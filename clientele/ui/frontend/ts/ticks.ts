// A tick with data-ticks="name" ticks every box of that name, and follows them.
import { all, on, one } from "./dom";

const boxes = (name: string) => all<HTMLInputElement>(`input[type=checkbox][name="${name}"]`);

on("change", "input[data-ticks]", (element) => {
  const { checked, dataset } = element as HTMLInputElement;
  for (const box of boxes(dataset.ticks!)) box.checked = checked;
});
on("change", "input[type=checkbox][name]", (element) => {
  const { name } = element as HTMLInputElement;
  const head = name && one<HTMLInputElement>(`input[data-ticks="${name}"]`);
  if (!head) return;
  const ticked = boxes(name).filter((box) => box.checked).length;
  head.checked = ticked === boxes(name).length;
  head.indeterminate = ticked > 0 && !head.checked;
});
