// The button that empties a list leaves with what it emptied: the list takes the focus it had.
for (const kind of ["pointerup", "keyup"]) {
  addEventListener(kind, ({ target }) => {
    const field = target.closest?.('[data-testid="stSelectbox"]');
    if (!field) return;
    setTimeout(() => {
      const isLost = !target.isConnected && document.activeElement === document.body;
      if (isLost) field.querySelector("input")?.focus();
    }, 50);
  }, true);
}
