"""Values as lists show them."""

from catalogue.site.cells import own_page, render
from tests.catalogue.site.world import DOG, SCRIPT


def test_cells_escape_and_link() -> None:
    assert render(SCRIPT, "bezeichnung", "luecken") is None
    assert render({"value": DOG, "label": SCRIPT}, "leistungsschluessel", "luecken") == (
        f'<a href="/leistung/{DOG}">&lt;script&gt;alert(1)&lt;/script&gt;</a><br><span class="leise">{DOG}</span>'
    )
    assert render("https://x.example/?a=1&b", "url", "onlinedienste") == (
        '<a href="https://x.example/?a=1&amp;b" rel="noopener noreferrer">https://x.example/?a=1&amp;b</a>'
    )
    for refused in ("https://", "http://x y", "https://a.example/<b>", "http://:80/", "HTTPS://a\\b"):
        assert render(refused, "url", "onlinedienste") == refused
    assert render(1234, "id", "meldungen") is None
    assert render(1234, "einwohner", "kommunen") == "1.234"
    assert own_page("onlinedienste", "id", "12345678") is None


def test_texts_of_a_redaktion_are_shown_with_what_the_standard_allows_alone() -> None:
    text = '<p onclick="x()">Wer <b>muss</b><script>böse()</script> <a href="javascript:x()">nie</a><img src="x"></p>'
    shown = render(text, "inhalt", "leistungstexte")
    assert str(shown) == '<p>Wer <b>muss</b> <a rel="noopener noreferrer">nie</a></p>'
    assert render(text, "inhalt", "datenfelder") is None
