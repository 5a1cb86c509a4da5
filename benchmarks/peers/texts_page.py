"""A page of so many lines of text, each another at each run: what drawing anew costs by itself."""

import streamlit as st

if __name__ == "__main__":
    st.button("again", key="again")
    runs = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    for number in range(int(st.query_params.get("lines", "0"))):
        st.text(f"{number}, drawn {runs} times")
