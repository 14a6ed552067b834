"""Choosing the columns of the code and its label."""

import pytest

from importers.codelisten.columns import CodelistColumn, Key, code_key, label_columns

URN = "urn:beispiel:liste"
Table = tuple[tuple[str, ...], list[tuple[str | None, ...]]]


def named(*names: str) -> tuple[CodelistColumn, ...]:
    return tuple(CodelistColumn(name) for name in names)


def labels(names: tuple[str, ...], table: list[tuple[str | None, ...]], marked: str | None = None) -> tuple[str, ...]:
    rows = [dict(zip(names, cells, strict=True)) for cells in table]
    return label_columns(named(*names), names[:1], marked, rows)


@pytest.mark.parametrize(
    ("names", "table", "expected"),
    [
        # One or two letters are a second code, no label.
        (("Nr", "Zeichen", "ArtDerFläche"), [("1", "W", "Wald"), ("2", "A", "Acker")], "ArtDerFläche"),
        (("Nr", "Alt-Nr", "Stoff"), [("1", "880", "Sand"), ("2", None, "Kies")], "Stoff"),
        # A name of labels over numbers, links or nothing is no label.
        (("Nr", "Wert", "Stufe"), [("1", "0,5", "niedrig"), ("2", "0,9", "hoch")], "Stufe"),
        (("Nr", "Name", "Ort"), [("1", "https://a.de/eins", "Haus"), ("2", "https://a.de/zwei", "Hof")], "Ort"),
        (("Nr", "Bezeichnung", "Form"), [("1", None, "rund"), ("2", None, "eckig")], "Form"),
        # Of two that are called alike the fuller one.
        (("Nr", "Bezeichnung-kurz", "Bezeichnung-lang"), [("1", None, "Sandboden"), ("2", "Ki", "Kiesboden")],
         "Bezeichnung-lang"),
        (("Nr", "Art", "Kurzbezeichnung"), [("1", "Boden", "Sand"), ("2", "Boden", "Kies")], "Kurzbezeichnung"),
        (("Nr", "Name_en", "Langname"), [("1", "sand", "Sand"), ("2", "gravel", "Kies")], "Langname"),
        # A group of codes is no label of each.
        (("Nr", "Gruppe", "Stoff"), [(str(n), "Boden", f"Stoff {n}") for n in range(5)], "Stoff"),
        # Units are no words, but better than nothing; numbers are not.
        (("Nr", "Einheit"), [("1", "m"), ("2", "kg")], "Einheit"),
        (("Nr", "Faktor"), [("1", "10"), ("2", "100")], None),
        (("Nr", "LÄNDER"), [("1", "POLEN"), ("2", "ITALIEN")], "LÄNDER"),
    ],
)  # fmt: skip
def test_the_label_is_chosen_by_name_and_by_content(
    names: tuple[str, ...], table: list[tuple[str | None, ...]], expected: str | None
) -> None:
    assert next(iter(labels(names, table)), None) == expected


def test_where_a_row_has_no_label_the_next_column_of_labels_counts_but_no_remark() -> None:
    names = ("Nr", "Bezeichnung", "Langtext", "Hinweis")
    table: list[tuple[str | None, ...]] = [
        ("1", "Sand", None, "neu"), ("2", "Kies", None, "neu"), ("3", None, "Lehm und Ton", "neu"),
    ]  # fmt: skip
    assert labels(names, table) == ("Bezeichnung", "Langtext")
    assert labels(names, table, marked="Hinweis")[0] == "Hinweis"


STAATEN: list[dict[str, str | None]] = [
    {"kurzname": "Dänemark", "kfz": "DK", "iso3": "DNK", "nummer": "126"},
    {"kurzname": "Schweden", "kfz": None, "iso3": "SWE", "nummer": "157"},
]


@pytest.mark.parametrize(
    ("keys", "chosen", "said"),
    [
        ([Key(("nummer",))], "nummer", None),
        ([Key(("kurzname",)), Key(("nummer",))], "nummer", None),
        ([Key(("iso3",)), Key(("nummer",), recommended=True)], "nummer", None),
        ([Key(("kurzname",)), Key(("iso3",)), Key(("nummer",))], "iso3", "empfiehlt davon keinen; als Code übernommen"),
        ([Key(("kfz",)), Key(("nummer",))], "nummer", "jede Zeile von allen anderen unterscheidet"),
        ([Key(("kfz",))], "kfz", None),
        (
            [Key(("iso3",), recommended=True), Key(("nummer",), recommended=True)],
            "iso3",
            "empfiehlt davon mehrere",
        ),
    ],
)
def test_of_several_keys_one_that_tells_rows_apart_is_the_code_and_the_choice_is_told(
    keys: list[Key], chosen: str, said: str | None
) -> None:
    key, messages = code_key(named("kurzname", "kfz", "iso3", "nummer"), keys, STAATEN, URN)
    assert key == (chosen,)
    assert len(messages) == (said is not None)
    for message in messages:
        assert message.stufe == "Hinweis"
        assert f"„{chosen}“" in message.text
        assert said is not None
        assert said in message.text
