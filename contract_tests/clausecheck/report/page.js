// Widths of the bars (a style attribute would need a looser policy where the page is hosted), then the filter.
for (const part of document.querySelectorAll(".bar i")) part.style.flexGrow = part.dataset.share;
const form = document.querySelector(".filter");
const [words, unkept] = form.querySelectorAll("input");
const apply = () => {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const group of document.querySelectorAll(".subject")) {
    let here = 0;
    for (const item of group.querySelectorAll("li")) {
      const text = item.textContent.toLowerCase();
      item.hidden = !wanted.every((word) => text.includes(word)) ||
        (unkept.checked && ["kept", "waived"].includes(item.dataset.verdict));
      if (!item.hidden) here++;
    }
    group.hidden = here === 0;
    if (wanted.length || unkept.checked) group.open = here > 0;
    shown += here;
  }
  form.querySelector("output").textContent = `${shown} shown`;
};
form.hidden = false;
form.addEventListener("input", apply);
const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  target?.closest("details")?.setAttribute("open", "");
  target?.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();
