// The search dialog. The index is a script too, so that it works from a disk.
{
  let kinds, rows, texts, list, status, input, root;
  window.docsIndex = ([names, found]) => {
    kinds = names;
    rows = found;
    texts = rows.map((row) => `${row[1]}\n${row[2]}`.toLowerCase());
  };

  const MOST = 30;
  // Title over text, start over middle, operations over attributes.
  const rank = (text, title, terms, kind) => {
    let score = [0, 6, 5, 2, 1, -2][kind];
    for (const term of terms) {
      const at = text.indexOf(term);
      if (at < 0) return -Infinity;
      const inTitle = at < title;
      if (inTitle && title === term.length) score += 40;
      else if (at === 0) score += 20;
      else if (startsWord(text.charCodeAt(at - 1))) score += inTitle ? 14 : 4;
      else score += inTitle ? 9 : 1;
    }
    return score - Math.min(title, 90) / 30;
  };
  const startsWord = (before) => !(before > 96 && before < 123) && !(before > 47 && before < 58) && before < 128;

  // The best rows, best first. Most rows are told apart by one comparison: one letter finds thousands.
  const search = (query) => {
    const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (!terms.length) return [];
    const best = [], scores = [];
    for (let index = 0; index < texts.length; index++) {
      const score = rank(texts[index], rows[index][1].length, terms, rows[index][0]);
      if (score === -Infinity || (best.length === MOST && score <= scores[MOST - 1])) continue;
      let place = Math.min(best.length, MOST - 1);
      for (; place > 0 && scores[place - 1] < score; place--) {
        best[place] = best[place - 1];
        scores[place] = scores[place - 1];
      }
      best[place] = rows[index];
      scores[place] = score;
    }
    return best;
  };
  window.searchDocs = search;

  const show = () => {
    const found = search(input.value);
    list.replaceChildren(...found.map(([kind, title, text, href], index) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + href;
      const name = document.createElement("strong");
      name.textContent = title;
      const label = document.createElement("span");
      label.className = "kind";
      label.textContent = kinds[kind];
      const more = document.createElement("span");
      more.className = "more";
      more.textContent = text;
      link.append(name, label, more);
      link.classList.toggle("on", index === 0);
      item.append(link);
      return item;
    }));
    status.textContent = input.value.trim() ? (found.length ? "" : "Nothing found.") : "Operations, attributes, values, clauses, texts.";
  };

  const move = (step) => {
    const links = [...list.querySelectorAll("a")];
    const now = links.findIndex((link) => link.classList.contains("on"));
    const next = links[Math.max(0, Math.min(links.length - 1, now + step))];
    links[now]?.classList.remove("on");
    next?.classList.add("on");
    next?.scrollIntoView({ block: "nearest" });
  };

  const listen = (dialog) => {
    input.addEventListener("input", show);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      }
      if (event.key === "Enter") { event.preventDefault(); list.querySelector(".on")?.click(); }
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
  };

  window.searchIn = (dialog, from) => {
    if (!list) {
      [input, status, list] = dialog.children;
      root = from;
      listen(dialog);
    }
    show();
  };
}
