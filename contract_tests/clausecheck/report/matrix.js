const form = document.querySelector(".filter");
const [words, differing] = form.querySelectorAll("input");
const apply = () => {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const group of document.querySelectorAll("tbody")) {
    let here = 0;
    for (const row of group.querySelectorAll(".row")) {
      const text = row.textContent.toLowerCase();
      row.hidden = !wanted.every((word) => text.includes(word)) ||
        (differing.checked && row.dataset.differs === undefined);
      if (!row.hidden) here++;
    }
    group.hidden = here === 0;
    shown += here;
  }
  form.querySelector("output").textContent = `${shown} shown`;
};
form.hidden = false;
form.addEventListener("input", apply);
