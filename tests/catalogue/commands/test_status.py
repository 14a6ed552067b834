"""`thavel status`, `runs` and `messages`, and lists that others have beside them."""

from tests.command import Thavel


def test_runs_messages_status_and_sources_are_listed(demo: Thavel) -> None:
    assert "pvog" in demo("runs").out
    assert "korrekturen.csv" in demo("messages", "--run", "1").out
    assert "Schmölln" not in demo("messages", "--run", "1", "--level", "Warnung").out
    assert "2026-02-28" in demo("status").out
    assert "FITKO" in demo("sources").out
    assert "gewichte" in demo("rules", "list").out


def test_unknown_kinds_and_runs_are_refused(demo: Thavel) -> None:
    assert demo("gaps", "--art", "quatsch").code == 2
    assert "99108011153000" in demo("gaps", "--art", "FEHLT").out
    assert (demo("messages", "--run", "99").code, "Lauf 99" in demo("messages", "--run", "99").err) == (1, True)
