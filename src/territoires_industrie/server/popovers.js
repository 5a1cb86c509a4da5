// What a button opens over the page stands at its end: Tab goes from the button into it and, from
// its last control, on to what comes after the button.
addEventListener("keydown", (event) => {
  const over = document.querySelector('[data-testid="stPopoverBody"]');
  const button = document.querySelector('[data-testid="stPopoverButton"][aria-expanded="true"]');
  if (event.key !== "Tab" || !over || !button) return;
  const stops = [...over.querySelectorAll("a[href], button, input, textarea, [tabindex]")]
    // While the focus is elsewhere, its library keeps what each is at the keyboard in `data-tabindex`.
    .filter((one) => one.tabIndex >= 0 || "tabindex" in one.dataset)
    .filter((one) => !one.disabled && one.checkVisibility())
    // Of a choice by buttons, Tab comes to the chosen one alone.
    .filter((one) => one.type !== "radio" || one.checked);
  const [first, last] = [stops.at(0), stops.at(-1)];
  if (!first) return;
  const at = document.activeElement;
  if (!event.shiftKey && at === button) first.focus();
  else if (event.shiftKey && at === first) button.focus();
  else {
    // The browser goes on from there.
    if (!event.shiftKey && at === last) button.focus();
    return;
  }
  event.preventDefault();
}, true);
