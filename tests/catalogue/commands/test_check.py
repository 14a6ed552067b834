"""`thavel check`: exit codes."""

from tests.command import Thavel


def test_check_is_quiet_when_all_is_well_and_ends_with_1_when_not(demo: Thavel) -> None:
    assert demo("check", "--max-age-days", "100000").code == 0
    outcome = demo("check", "--max-age-days", "1")
    assert (outcome.code, "2026-10-04" in outcome.out) == (1, True)
    demo("import", "leika", "gibtsnicht.csv")
    outcome = demo("check", "--max-age-days", "100000")
    assert (outcome.code, "fehlgeschlagen" in outcome.out) == (1, True)
