"""One input and nothing else."""

import streamlit as st

st.text_input("Nom", key="name")
