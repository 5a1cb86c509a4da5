// Stops what does not come from the page around the frame, before any other script hears it.
addEventListener("message", (event) => {
  if (parent === window || event.source !== parent || event.origin !== location.origin) {
    event.stopImmediatePropagation();
  }
}, true);
