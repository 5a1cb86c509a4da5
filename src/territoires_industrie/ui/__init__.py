"""The only importer of Streamlit: state, controls and panels of the pages."""
