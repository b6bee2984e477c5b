"""Views of the desk, of every kind there is."""

from hypothesis import strategies as st

from core.domain.desk.queues import OLDEST, QUEUES, SHOWN_STATES, SORTS
from core.domain.desk.view import View

texts = st.text(min_size=1, max_size=20).filter(str.strip)
views = st.builds(
    View,
    queue=st.sampled_from(sorted(QUEUES)),
    state=st.sampled_from(["", *sorted(SHOWN_STATES)]),
    regulator=st.sampled_from(["", "LSO"]),
    province=st.sampled_from(["", "QC"]),
    age=st.integers(0, OLDEST),
    reason=st.sampled_from(["", "other"]),
    officer=st.none() | st.uuids(),
    text=st.just("") | texts,
    sort=st.sampled_from(["", *sorted(SORTS)]),
)
