"""A page with one line of text: what Streamlit itself takes, under which no map can come."""

import streamlit as st

if __name__ == "__main__":
    st.text("…")
