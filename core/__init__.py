"""The portal's core: no screen, no Streamlit."""
