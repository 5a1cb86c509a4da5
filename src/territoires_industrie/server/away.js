// A page that has lost its server says so in its language: Streamlit's words are English.
// `atlasAway`, what it says by language, comes before.
(() => {
  let gone;
  const tell = () => {
    document.documentElement.dataset.away = "";
    document.getElementById("away")?.remove();
    const said = document.createElement("p");
    said.id = "away";
    said.setAttribute("role", "alert");
    said.textContent = atlasAway[document.documentElement.lang] ?? atlasAway[atlasLanguages[0]];
    document.body.append(said);
  };
  const back = () => {
    clearTimeout(gone);
    delete document.documentElement.dataset.away;
    document.getElementById("away")?.remove();
  };
  window.WebSocket = class extends WebSocket {
    constructor(...how) {
      super(...how);
      this.addEventListener("open", back);
      this.addEventListener("close", () => {
        clearTimeout(gone);
        gone = setTimeout(tell, 1000);
      });
    }
  };
  addEventListener("pagehide", () => clearTimeout(gone));
})();
