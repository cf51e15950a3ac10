"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  document.documentElement.classList.add("js");

  const copy = async (button) => {
    const code = button.previousElementSibling;
    const range = document.createRange();
    range.selectNodeContents(code);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      return; // the text is selected, which is half of it
    }
    const name = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = name; }, 1500);
  };
  for (const button of all(".copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }

  const tools = document.querySelector(".tools");
  if (!tools) return;
  tools.hidden = false;
  const cards = all(".card").map((card) => ({ card, text: card.textContent.normalize("NFKC").toLowerCase() }));
  const choices = all("[data-filter]", tools);
  const search = tools.querySelector("[data-search]");
  const shown = tools.querySelector(".shown");
  const state = tools.querySelector('[data-filter="state"]');

  const tiles = all(".tile").map((tile) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...tile.childNodes);
    tile.append(button);
    button.addEventListener("click", () => {
      state.value = state.value === tile.dataset.state ? "*" : tile.dataset.state;
      apply();
    });
    return { button, name: tile.dataset.state };
  });

  const fits = ({ card, text }, words) =>
    choices.every((choice) => choice.value === "*" || card.dataset[choice.dataset.filter] === choice.value)
    && words.every((word) => text.includes(word));

  const apply = () => {
    const words = search.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const one of cards) {
      one.card.hidden = !fits(one, words);
      count += one.card.hidden ? 0 : 1;
    }
    for (const group of all(".object, .department")) {
      group.hidden = !group.querySelector(".card:not([hidden])");
    }
    for (const { button, name } of tiles) button.setAttribute("aria-pressed", String(state.value === name));
    document.querySelector(".no-match").hidden = count > 0;
    shown.textContent = shown.dataset.told.replace("##", cards.length).replace("#", count);
  };

  tools.addEventListener("input", apply);
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("reset", () => setTimeout(() => {
    document.documentElement.classList.remove("brief");
    apply();
  }));
  tools.querySelector("[data-brief]").addEventListener("change", (event) => {
    document.documentElement.classList.toggle("brief", event.target.checked);
  });
  apply();
})();
