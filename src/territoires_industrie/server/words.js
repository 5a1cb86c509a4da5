// What the replaced parts of Streamlit's scripts call. `atlasWords`, in every language, comes before.
(() => {
  const spokenHere = () => document.documentElement.lang;
  globalThis.atlasSay = (text) => atlasWords[spokenHere()]?.[text] ?? text;
  globalThis.atlasSize = (bytes) =>
    new Intl.NumberFormat(spokenHere(), {
      style: "unit",
      unit: "kilobyte",
      maximumFractionDigits: 1,
    }).format(bytes / 1024);
  globalThis.atlasFold = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .toLowerCase();
})();
