"""Checks connections: asks one address for each municipality, Leistung and way, and keeps the answers for a verdict."""

from collections.abc import Iterator, Sequence
from typing import Any

from catalogue import clock
from catalogue.questions.anschluss import ConnectionQuestion
from catalogue.records.anschluss import Anschlusspruefung
from catalogue.records.parsed import Message, Parsed
from catalogue.store.deliveries import Delivery
from catalogue.tables.anschluss import BUNDESPORTAL
from importers.anschluss.answers import ConnectionEndpoints, verdict
from importers.linkcheck.robots import Robots
from importers.run.source import Card, Fetched, KnownCatalogue
from importers.web.errors import SourceError
from importers.web.manners import Manners
from importers.web.session import Session

# Slow on purpose, one request after the other; what a server asks to wait is waited once.
MANNERS = Manners(
    rate=1.0, parallel=1, read_timeout=20.0, deadline=120.0, retries=1, repeat_on=(429,), retry_after_max=60
)
MAX_BYTES = 512 << 10
TOO_MANY = 429
ANSWER = "Anschluss"


class ConnectionCheck:
    """The check of connections; a group is one question with its answer."""

    card = Card(
        name="anschluss",
        titel="Prüfung der Anschlüsse",
        herausgeber="eigene Prüfung bei FIT-Connect (FITKO) und im Bundesportal",
        lizenz="keine; eigene Beobachtung",
        url="https://docs.fitko.de/fit-connect/",
        standard="FIT-Connect Routing-API 2; Seiten des Bundesportals",
        liefert="ob Behörden an Onlinedienste angeschlossen sind, die alle teilen",
        slow=True,
    )
    reader: str | None = None
    has_schema = False

    def __init__(
        self,
        questions: Sequence[ConnectionQuestion],
        endpoints: ConnectionEndpoints,
        manners: Manners = MANNERS,
    ) -> None:
        self._questions = {_group(question): question for question in questions}
        self._endpoints = endpoints
        self._session = Session(manners)
        self._robots = Robots(self._session)

    def extent(self) -> dict[str, Any]:
        return {"ags": sorted({question.ags for question in self._questions.values()})}

    def groups(self) -> int:
        return len(self._questions)

    def fetch(self, known: KnownCatalogue, done: set[str]) -> Iterator[Fetched]:
        """Yield the answer to each question. A service that brakes, fails or cannot be reached is asked no more."""
        wanted = {group: question for group, question in self._questions.items() if group not in done}
        given_up: set[str] = set()
        for position, (group, question) in enumerate(wanted.items()):
            if question.weg in given_up:
                continue
            url = self._url(question)
            try:
                yield Fetched(group, [self._ask(question, group, url)])
            except SourceError as error:
                given_up.add(question.weg)
                left = sum(other.weg == question.weg for other in [*wanted.values()][position + 1 :])
                text = f"{question.weg}: {error.text} Nicht mehr gestellte Fragen: {left}."
                yield Fetched(group, [], Message("Fehler", error.code, text, None, url))

    def _url(self, question: ConnectionQuestion) -> str:
        return self._endpoints.url(question.weg, question.dienst, question.leistungsschluessel, question.ars)

    def _ask(self, question: ConnectionQuestion, group: str, url: str) -> Delivery:
        """The answer to a question. Raises `SourceError` where the service is not to be asked now."""
        if question.weg == BUNDESPORTAL:
            rules = self._robots.rules(url)
            if rules.trouble or not rules.allows(url):
                why = "ist nicht zu lesen" if rules.trouble else "erlaubt es nicht"
                raise SourceError("anschluss.robots", f"Die Seiten werden nicht abgerufen: robots.txt {why}.", url)
        fetched = clock.now()
        look = self._session.look(url, "GET", read=MAX_BYTES)
        if look.status == TOO_MANY:
            text = "Der Server bremst (429), auch nach einer Pause. Prüfen Sie später noch einmal."
            raise SourceError("http.429", text, url, status=look.status)
        if look.status >= 500:
            text = f"Der Server meldet einen Fehler ({look.status}). Prüfen Sie später noch einmal."
            raise SourceError("http.server", text, url, status=look.status)
        return Delivery(url, look.start, fetched, group, ANSWER, look.content_type, look.status)

    def parse(self, group: str, deliveries: Sequence[Delivery], known: KnownCatalogue) -> Parsed:
        """The verdict on an answer, with the time since when it is the same."""
        parsed = Parsed()
        question = self._questions[group]
        for delivery in deliveries:
            status = delivery.status or 0
            found = verdict(question.weg, status, delivery.body, question.namen)
            since = question.seit if question.ergebnis == found.ergebnis and question.seit else delivery.fetched
            parsed.records.append(
                Anschlusspruefung(
                    question.ags,
                    question.leistungsschluessel,
                    question.weg,
                    question.dienst,
                    question.ars,
                    delivery.fetched,
                    found.ergebnis,
                    found.grund,
                    delivery.url,
                    status,
                    since,
                    self.card.name,
                )
            )
            if found.neu:
                text = f"Die Antwort hat Felder, die noch niemand kennt: {', '.join(found.neu)[:200]}."
                parsed.messages.append(Message("Hinweis", "anschluss.neue_felder", text, None, question.weg))
            parsed.stand = delivery.fetched
        return parsed


def _group(question: ConnectionQuestion) -> str:
    """The name of a question: who was asked about what."""
    return " ".join(filter(None, (question.ags, question.leistungsschluessel, question.weg, question.dienst)))
