// French signs keep to their word, per cents and euros to their figure: after a plain space, a line
// could begin with one.
(() => {
  const loose = /(?<=[«≈]) | (?=[»;:!?%]|[kM]?d?€)/g;
  const kept = "code, pre, textarea, style, script";
  const tie = (text) => {
    if (loose.test(text.data) && !text.parentElement?.closest(kept)) {
      text.data = text.data.replace(loose, "\u00a0");
    }
    loose.lastIndex = 0;
  };
  const tieAll = (node) => {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    if (node.nodeType === Node.TEXT_NODE) tie(node);
    while (texts.nextNode()) tie(texts.currentNode);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "characterData") tie(target);
      else addedNodes.forEach(tieAll);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
})();
