PRAGMA application_id = 1414021462;
PRAGMA user_version = 1;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE [quellen] (
  [name] TEXT NOT NULL,
  [titel] TEXT NOT NULL,
  [herausgeber] TEXT,
  [lizenz] TEXT,
  [url] TEXT,
  [standard] TEXT,
  [letzter_lauf] INTEGER REFERENCES [laeufe]([id]) DEFERRABLE INITIALLY DEFERRED,
  [stand] TEXT,
  [hinweis] TEXT,
  PRIMARY KEY ([name])
) STRICT;
CREATE TABLE [laeufe] (
  [id] INTEGER NOT NULL,
  [quelle] TEXT NOT NULL REFERENCES [quellen]([name]) DEFERRABLE INITIALLY DEFERRED,
  [beginn] TEXT NOT NULL,
  [ende] TEXT,
  [status] TEXT NOT NULL CHECK ([status] IN ('läuft', 'fertig', 'mit Fehlern', 'fehlgeschlagen', 'unterbrochen')),
  [umfang] TEXT,
  [setzt_fort] INTEGER REFERENCES [laeufe]([id]) DEFERRABLE INITIALLY DEFERRED,
  [lieferungen] INTEGER NOT NULL,
  [neu] INTEGER NOT NULL,
  [geaendert] INTEGER NOT NULL,
  [unveraendert] INTEGER NOT NULL,
  [verschwunden] INTEGER NOT NULL,
  [abgelehnt] INTEGER NOT NULL,
  [fehler] INTEGER NOT NULL,
  [warnungen] INTEGER NOT NULL,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [lieferungen] (
  [id] INTEGER NOT NULL,
  [lauf_id] INTEGER NOT NULL REFERENCES [laeufe]([id]) DEFERRABLE INITIALLY DEFERRED,
  [quelle] TEXT NOT NULL,
  [gruppe] TEXT,
  [art] TEXT,
  [url] TEXT NOT NULL,
  [abgerufen] TEXT NOT NULL,
  [sha256] TEXT NOT NULL,
  [bytes] INTEGER NOT NULL,
  [content_type] TEXT,
  [http_status] INTEGER,
  [etag] TEXT,
  [zuletzt_veraendert] TEXT,
  [leser] TEXT,
  [objekte] INTEGER,
  [veraendert] INTEGER,
  [gleich_lieferung_id] INTEGER REFERENCES [lieferungen]([id]) DEFERRABLE INITIALLY DEFERRED,
  [gespeichert] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [meldungen] (
  [id] INTEGER NOT NULL,
  [lauf_id] INTEGER NOT NULL REFERENCES [laeufe]([id]) DEFERRABLE INITIALLY DEFERRED,
  [stufe] TEXT NOT NULL CHECK ([stufe] IN ('Fehler', 'Warnung', 'Hinweis')),
  [code] TEXT NOT NULL,
  [text] TEXT NOT NULL,
  [objekt] TEXT,
  [ort] TEXT,
  [anzahl] INTEGER NOT NULL,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [aenderungen] (
  [id] INTEGER NOT NULL,
  [zeitpunkt] TEXT NOT NULL,
  [art] TEXT NOT NULL CHECK ([art] IN ('Erstaufnahme', 'neu', 'geändert', 'verschwunden', 'wieder da')),
  [ags] TEXT,
  [kommune] TEXT,
  [leistungsschluessel] TEXT,
  [leistung] TEXT,
  [onlinedienst_id] TEXT,
  [vorher] TEXT,
  [nachher] TEXT,
  [lauf_id] INTEGER REFERENCES [laeufe]([id]) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [kreise] (
  [kreis_ags] TEXT NOT NULL,
  [name] TEXT,
  [typ] TEXT,
  [sitz] TEXT,
  [stand] TEXT,
  PRIMARY KEY ([kreis_ags])
) STRICT;
CREATE TABLE [verwaltungen] (
  [verwaltung_schluessel] TEXT NOT NULL,
  [name] TEXT,
  [typ] TEXT,
  [sitz] TEXT,
  [kreis_ags] TEXT REFERENCES [kreise]([kreis_ags]) DEFERRABLE INITIALLY DEFERRED,
  [stand] TEXT,
  PRIMARY KEY ([verwaltung_schluessel])
) STRICT;
CREATE TABLE [kommunen] (
  [ags] TEXT NOT NULL,
  [ars] TEXT,
  [name] TEXT NOT NULL,
  [typ] TEXT,
  [kreis] TEXT,
  [kreis_ags] TEXT REFERENCES [kreise]([kreis_ags]) DEFERRABLE INITIALLY DEFERRED,
  [verwaltung] TEXT,
  [verwaltung_schluessel] TEXT REFERENCES [verwaltungen]([verwaltung_schluessel]) DEFERRABLE INITIALLY DEFERRED,
  [einwohner] INTEGER,
  [flaeche_ha] INTEGER,
  [plz] TEXT,
  [lat] REAL,
  [lon] REAL,
  [gueltig_ab] TEXT,
  [gueltig_bis] TEXT,
  [nachfolger_ags] TEXT,
  [onlinedienste] INTEGER,
  [eigene_onlinedienste] INTEGER,
  [stand] TEXT,
  PRIMARY KEY ([ags])
) STRICT;
CREATE TABLE [gebietsschluessel] (
  [schluessel] TEXT NOT NULL,
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [art] TEXT NOT NULL CHECK ([art] IN ('AGS', 'ARS')),
  [gueltig_bis] TEXT,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([schluessel], [ags])
) STRICT;
CREATE TABLE [kommune_nachfolger] (
  [ags_alt] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [ags_neu] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [seit] TEXT,
  [art] TEXT,
  [quelle] TEXT,
  PRIMARY KEY ([ags_alt], [ags_neu])
) STRICT;
CREATE TABLE [leistungen] (
  [leistungsschluessel] TEXT NOT NULL,
  [bezeichnung] TEXT,
  [bezeichnung_2] TEXT,
  [leistungstyp] TEXT,
  [typisierung] TEXT,
  [ozg_id] TEXT,
  [ozg_leistung] TEXT,
  [themenfeld] TEXT,
  [lage] TEXT,
  [sdg] TEXT,
  [rechtsgrundlagen] TEXT,
  [stand] TEXT,
  PRIMARY KEY ([leistungsschluessel])
) STRICT;
CREATE TABLE [leistungsbeschreibungen] (
  [id] TEXT NOT NULL,
  [redaktion] TEXT NOT NULL,
  [leistungsschluessel] TEXT REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [bezeichnung] TEXT,
  [aktualisiert] TEXT,
  [struktur] TEXT,
  [vertrauensniveau] TEXT,
  [freigegeben_am] TEXT,
  [typisierung] TEXT,
  [adressaten] TEXT,
  [lagen] TEXT,
  [sdg] TEXT,
  [gebiete] TEXT,
  [gueltig_ab] TEXT,
  [gueltig_bis] TEXT,
  [erstellt] TEXT,
  [geaendert] TEXT,
  [fassung] TEXT,
  [angaben] TEXT,
  [quelle] TEXT NOT NULL,
  [erstmals_gesehen] TEXT NOT NULL,
  [zuletzt_gesehen] TEXT NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [onlinedienste] (
  [id] TEXT NOT NULL,
  [redaktion] TEXT NOT NULL,
  [bezeichnung] TEXT,
  [url] TEXT,
  [url_gemeldet] TEXT,
  [vertrauensniveau] TEXT,
  [loesung_id] TEXT,
  [angaben] TEXT,
  [quelle] TEXT NOT NULL,
  [erstmals_gesehen] TEXT NOT NULL,
  [zuletzt_gesehen] TEXT NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [angebotsnachweise] (
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [onlinedienst_id] TEXT NOT NULL REFERENCES [onlinedienste]([id]) DEFERRABLE INITIALLY DEFERRED,
  [quelle] TEXT NOT NULL,
  [lauf_id] INTEGER REFERENCES [laeufe]([id]) DEFERRABLE INITIALLY DEFERRED,
  [erstmals_gesehen] TEXT NOT NULL,
  [zuletzt_gesehen] TEXT NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([ags], [leistungsschluessel], [onlinedienst_id])
) STRICT;
CREATE TABLE [zustaendige_stellen] (
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [rolle] TEXT NOT NULL,
  [titel] TEXT NOT NULL,
  [organisationseinheit_id] TEXT,
  [rolle_name] TEXT,
  [beschreibung_id] TEXT,
  [quelle] TEXT NOT NULL,
  [erstmals_gesehen] TEXT NOT NULL,
  [zuletzt_gesehen] TEXT NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([ags], [leistungsschluessel], [rolle], [titel])
) STRICT;
CREATE TABLE [dashboard_angebote] (
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [ars] TEXT NOT NULL,
  [url] TEXT NOT NULL,
  [oertlich] INTEGER NOT NULL,
  [titel] TEXT,
  [ars_name] TEXT,
  [online_status] TEXT,
  [aktiv] TEXT,
  [art_flaechendeckung] TEXT,
  [begruendung] TEXT,
  [datenstand] TEXT,
  [ozg_id] TEXT,
  [ozg_bezeichnung] TEXT,
  [quelle] TEXT NOT NULL,
  [erstmals_gesehen] TEXT NOT NULL,
  [zuletzt_gesehen] TEXT NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([ags], [leistungsschluessel], [ars], [url])
) STRICT;
CREATE TABLE [bestand_eintraege] (
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [kennung] TEXT NOT NULL,
  [titel] TEXT,
  [link] TEXT,
  [leistungsschluessel] TEXT,
  [quelle] TEXT NOT NULL,
  [erstmals_gesehen] TEXT NOT NULL,
  [zuletzt_gesehen] TEXT NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([ags], [kennung])
) STRICT;
CREATE TABLE [zuordnungen] (
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [titel] TEXT NOT NULL,
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [art] TEXT NOT NULL CHECK ([art] IN ('automatisch', 'bestätigt', 'abgelehnt')),
  [punkte] REAL,
  [person] TEXT,
  [zeitpunkt] TEXT NOT NULL,
  PRIMARY KEY ([ags], [titel], [leistungsschluessel])
) STRICT;
CREATE TABLE [fallzahlen] (
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [jahr] INTEGER NOT NULL,
  [faelle] INTEGER NOT NULL,
  [bemerkung] TEXT,
  [quelle] TEXT NOT NULL,
  [erstmals_gesehen] TEXT NOT NULL,
  [zuletzt_gesehen] TEXT NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([ags], [leistungsschluessel], [jahr])
) STRICT;
CREATE TABLE [codelisten] (
  [urn] TEXT NOT NULL,
  [version] TEXT NOT NULL,
  [version_urn] TEXT,
  [bezeichnung] TEXT,
  [kurzname] TEXT,
  [herausgeber] TEXT,
  [gueltig_ab] TEXT,
  [version_sortierung] TEXT NOT NULL,
  [code_spalte] TEXT NOT NULL,
  [bezeichnung_spalte] TEXT,
  [spalten] TEXT NOT NULL,
  PRIMARY KEY ([urn], [version])
) STRICT;
CREATE TABLE [codelisten_eintraege] (
  [urn] TEXT NOT NULL,
  [version] TEXT NOT NULL,
  [code] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [bezeichnung] TEXT,
  [werte] TEXT NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([urn], [version], [code])
) STRICT;
CREATE TABLE [linkpruefungen] (
  [url] TEXT NOT NULL,
  [geprueft_am] TEXT NOT NULL,
  [ergebnis] TEXT NOT NULL CHECK ([ergebnis] IN ('ok', 'umgezogen', 'defekt', 'nicht prüfbar')),
  [http_status] INTEGER,
  [ziel] TEXT,
  [grund] TEXT NOT NULL,
  [seit] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([url])
) STRICT;
CREATE TABLE [vergleich] (
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [kommune] TEXT NOT NULL,
  [zeitpunkt] TEXT NOT NULL,
  [datenstand] TEXT,
  [datenstand_ab] TEXT,
  [regeln_geaendert] INTEGER,
  [grundlage] TEXT,
  [verwaltungen] INTEGER NOT NULL,
  [vergleichbare] INTEGER NOT NULL,
  [vergleichskommunen] TEXT,
  [hinweis] TEXT,
  PRIMARY KEY ([ags])
) STRICT;
CREATE TABLE [loesungen] (
  [id] TEXT NOT NULL,
  [bezeichnung] TEXT NOT NULL,
  [plattform] TEXT NOT NULL,
  [betreiber] TEXT,
  [nachnutzungsweg] TEXT NOT NULL,
  [aufwand] TEXT NOT NULL,
  [kommunen] INTEGER NOT NULL,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [dienstbewertung] (
  [onlinedienst_id] TEXT NOT NULL REFERENCES [onlinedienste]([id]) DEFERRABLE INITIALLY DEFERRED,
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [loesung_id] TEXT REFERENCES [loesungen]([id]) DEFERRABLE INITIALLY DEFERRED,
  [instanz] TEXT,
  [normalform] TEXT,
  [ebene] TEXT NOT NULL CHECK ([ebene] IN ('Bund', 'Land', 'Kreis', 'Verwaltung', 'Kommune', 'unbekannt')),
  [ebene_grund] TEXT NOT NULL,
  [ebene_beleg] TEXT NOT NULL,
  PRIMARY KEY ([leistungsschluessel], [onlinedienst_id])
) STRICT, WITHOUT ROWID;
CREATE TABLE [luecken] (
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [bezeichnung] TEXT NOT NULL,
  [themenfeld] TEXT,
  [art] TEXT NOT NULL CHECK ([art] IN ('fehlt', 'verwandte Leistung online', 'landesweit verfügbar', 'Aufgabe des Kreises', 'nicht gemeldet', 'Link defekt')),
  [art_grund] TEXT NOT NULL,
  [zustaendig] TEXT NOT NULL CHECK ([zustaendig] IN ('ja', 'nein', 'unklar')),
  [zustaendig_grund] TEXT NOT NULL,
  [zustaendig_sicherheit] TEXT CHECK ([zustaendig_sicherheit] IN ('gemeldet', 'belegt', 'angenommen', 'vermutet', 'unbekannt')),
  [verwaltungen] INTEGER NOT NULL,
  [vergleichbare] INTEGER NOT NULL,
  [kommunen] INTEGER NOT NULL,
  [beispiele] TEXT,
  PRIMARY KEY ([leistungsschluessel])
) STRICT;
CREATE TABLE [kandidaten] (
  [rang] INTEGER NOT NULL,
  [leistungsschluessel] TEXT NOT NULL REFERENCES [luecken]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [bezeichnung] TEXT NOT NULL,
  [themenfeld] TEXT,
  [fachbereich] TEXT,
  [art] TEXT NOT NULL CHECK ([art] IN ('fehlt', 'verwandte Leistung online', 'landesweit verfügbar', 'Aufgabe des Kreises', 'nicht gemeldet', 'Link defekt')),
  [zustaendig] TEXT NOT NULL CHECK ([zustaendig] IN ('ja', 'nein', 'unklar')),
  [loesung_id] TEXT NOT NULL REFERENCES [loesungen]([id]) DEFERRABLE INITIALLY DEFERRED,
  [loesung] TEXT NOT NULL,
  [plattform] TEXT NOT NULL,
  [nachnutzungsweg] TEXT NOT NULL,
  [aufwand] TEXT NOT NULL,
  [geber_ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [geber] TEXT NOT NULL,
  [geber_url] TEXT,
  [punkte] REAL NOT NULL,
  [begruendung] TEXT NOT NULL,
  [status] TEXT NOT NULL,
  PRIMARY KEY ([leistungsschluessel], [loesung_id])
) STRICT;
CREATE TABLE [kandidat_punkte] (
  [leistungsschluessel] TEXT NOT NULL,
  [loesung_id] TEXT NOT NULL,
  [kriterium] TEXT NOT NULL,
  [wert] REAL,
  [gewicht] REAL NOT NULL,
  [punkte] REAL NOT NULL,
  [erklaerung] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([leistungsschluessel], [loesung_id], [kriterium])
) STRICT;
CREATE TABLE [leistungsstand] (
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [bezeichnung] TEXT NOT NULL,
  [themenfeld] TEXT,
  [zustaendig] TEXT NOT NULL CHECK ([zustaendig] IN ('ja', 'nein', 'unklar')),
  [zustaendig_grund] TEXT NOT NULL,
  [zustaendig_sicherheit] TEXT CHECK ([zustaendig_sicherheit] IN ('gemeldet', 'belegt', 'angenommen', 'vermutet', 'unbekannt')),
  [stand] TEXT NOT NULL CHECK ([stand] IN ('online', 'nur anderswo online', 'nirgends online')),
  [verwaltungen] INTEGER NOT NULL,
  PRIMARY KEY ([leistungsschluessel])
) STRICT;
CREATE TABLE [abdeckung] (
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [kommune] TEXT NOT NULL,
  [vergleichbar] INTEGER NOT NULL,
  [leistungen] INTEGER NOT NULL,
  [online] INTEGER NOT NULL,
  [online_eigen] INTEGER NOT NULL,
  [unklar] INTEGER NOT NULL,
  PRIMARY KEY ([ags])
) STRICT;
CREATE TABLE [bestandsabgleich] (
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [leistung] TEXT NOT NULL,
  [befund] TEXT NOT NULL CHECK ([befund] IN ('nicht gemeldet', 'nicht verlinkt', 'stimmt überein', 'anderer Link')),
  [link_liste] TEXT,
  [link_pvog] TEXT,
  [zuordnung] TEXT,
  [hinweis] TEXT NOT NULL,
  PRIMARY KEY ([ags], [leistungsschluessel])
) STRICT;
CREATE TABLE [formularvergleich] (
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [schema_id] TEXT NOT NULL,
  [schema_version] TEXT NOT NULL,
  [verknuepfung] TEXT NOT NULL CHECK ([verknuepfung] IN ('Beschreibung', 'Dokumentsteckbrief', 'Prozess')),
  [datenschemata] INTEGER NOT NULL,
  [stellen] INTEGER NOT NULL,
  [felder] INTEGER NOT NULL,
  [harmonisierte_felder] INTEGER NOT NULL,
  [anteil_harmonisiert] REAL,
  [verglichene_leistungen] INTEGER NOT NULL,
  [gemeinsame_felder] INTEGER,
  [beispiele] TEXT,
  [mit_leistungen] TEXT,
  PRIMARY KEY ([leistungsschluessel])
) STRICT;
CREATE TABLE [automatisierung] (
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [prozess_id] TEXT,
  [prozess_version] TEXT,
  [detaillierungsstufe] TEXT,
  [handlungsform] TEXT,
  [verfahrensart] TEXT,
  [aktivitaeten] INTEGER,
  [regelgebunden] INTEGER,
  [ermessen] INTEGER,
  [unklar] INTEGER,
  [anteil_regelgebunden] REAL,
  [hinweis] TEXT NOT NULL,
  PRIMARY KEY ([leistungsschluessel])
) STRICT;
CREATE TABLE [kandidat_geber] (
  [leistungsschluessel] TEXT NOT NULL,
  [loesung_id] TEXT NOT NULL REFERENCES [loesungen]([id]) DEFERRABLE INITIALLY DEFERRED,
  [platz] INTEGER NOT NULL,
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [kommune] TEXT NOT NULL,
  [naehe] TEXT NOT NULL,
  [url] TEXT,
  [link_befund] TEXT,
  [stelle] TEXT,
  PRIMARY KEY ([leistungsschluessel], [loesung_id], [platz])
) STRICT;
CREATE TABLE [kooperationen] (
  [leistungsschluessel] TEXT NOT NULL REFERENCES [luecken]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [kommune] TEXT NOT NULL,
  [verwaltung] TEXT,
  [gruppe] TEXT NOT NULL CHECK ([gruppe] IN ('Kreis', 'vergleichbar')),
  PRIMARY KEY ([leistungsschluessel], [ags])
) STRICT;
CREATE TABLE [trichter] (
  [themenfeld] TEXT NOT NULL,
  [ags] TEXT NOT NULL REFERENCES [kommunen]([ags]) DEFERRABLE INITIALLY DEFERRED,
  [kommune] TEXT NOT NULL,
  [zustaendig] INTEGER NOT NULL,
  [beschrieben] INTEGER NOT NULL,
  [online] INTEGER NOT NULL,
  [geerbt] INTEGER NOT NULL,
  [nachgenutzt] INTEGER NOT NULL,
  [eigen] INTEGER NOT NULL,
  PRIMARY KEY ([themenfeld], [ags])
) STRICT;
CREATE TABLE [lueckenstand] (
  [ags] TEXT NOT NULL,
  [leistungsschluessel] TEXT NOT NULL,
  [leistung] TEXT NOT NULL,
  [art] TEXT NOT NULL CHECK ([art] IN ('fehlt', 'verwandte Leistung online', 'landesweit verfügbar', 'Aufgabe des Kreises', 'nicht gemeldet', 'Link defekt')),
  [zustaendig] TEXT NOT NULL CHECK ([zustaendig] IN ('ja', 'nein', 'unklar')),
  PRIMARY KEY ([ags], [leistungsschluessel])
) STRICT;
CREATE TABLE [vergleichsstand] (
  [leistungsschluessel] TEXT NOT NULL,
  [pruefsumme] TEXT NOT NULL,
  [angebote] TEXT NOT NULL,
  PRIMARY KEY ([leistungsschluessel])
) STRICT;
CREATE TABLE [lueckenverlauf] (
  [id] INTEGER NOT NULL,
  [zeitpunkt] TEXT NOT NULL,
  [ags] TEXT NOT NULL,
  [leistungsschluessel] TEXT,
  [leistung] TEXT,
  [ereignis] TEXT NOT NULL CHECK ([ereignis] IN ('Erstvergleich', 'geöffnet', 'geschlossen', 'Art geändert', 'Zuständigkeit geändert')),
  [vorher] TEXT,
  [nachher] TEXT,
  [grund] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [korrekturen] (
  [tabelle] TEXT NOT NULL,
  [schluessel] TEXT NOT NULL,
  [spalte] TEXT NOT NULL,
  [falsch] TEXT,
  [richtig] TEXT NOT NULL,
  [grund] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([tabelle], [schluessel], [spalte])
) STRICT;
CREATE TABLE [gebietsaenderungen] (
  [ags_alt] TEXT NOT NULL,
  [name_alt] TEXT NOT NULL,
  [ags_neu] TEXT NOT NULL,
  [seit] TEXT,
  [art] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([ags_alt], [ags_neu])
) STRICT;
CREATE TABLE [alte_schluessel] (
  [schluessel] TEXT NOT NULL,
  [ags] TEXT NOT NULL,
  [gueltig_bis] TEXT,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([schluessel])
) STRICT;
CREATE TABLE [koordinaten] (
  [ags] TEXT NOT NULL,
  [lat] REAL NOT NULL,
  [lon] REAL NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([ags])
) STRICT;
CREATE TABLE [loesungsmuster] (
  [id] TEXT NOT NULL,
  [reihenfolge] INTEGER NOT NULL,
  [host] TEXT NOT NULL,
  [muster] TEXT NOT NULL,
  [dienst] TEXT NOT NULL,
  [normalform] TEXT NOT NULL,
  [bezeichnung] TEXT NOT NULL,
  [plattform] TEXT NOT NULL,
  [betreiber] TEXT,
  [ebene] TEXT CHECK ([ebene] IN ('Bund', 'Land', 'Kommune')),
  [nachnutzungsweg] TEXT NOT NULL,
  [aufwand] TEXT NOT NULL,
  [beispiel] TEXT NOT NULL,
  [beispiel_normalform] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [linkparameter] (
  [parameter] TEXT NOT NULL,
  [bedeutung] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([parameter])
) STRICT;
CREATE TABLE [aufwandsstufen] (
  [aufwand] TEXT NOT NULL,
  [wert] REAL,
  [bedeutung] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([aufwand])
) STRICT;
CREATE TABLE [zustaendigkeiten] (
  [schluessel_anfang] TEXT NOT NULL,
  [ebene] TEXT NOT NULL CHECK ([ebene] IN ('Gemeinde', 'Kreis', 'Land', 'Bund')),
  [sicherheit] TEXT NOT NULL CHECK ([sicherheit] IN ('belegt', 'angenommen')),
  [grund] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([schluessel_anfang])
) STRICT;
CREATE TABLE [sonderzustaendigkeiten] (
  [ags] TEXT NOT NULL,
  [schluessel_anfang] TEXT NOT NULL,
  [zustaendig] TEXT NOT NULL CHECK ([zustaendig] IN ('ja', 'nein', 'unklar')),
  [grund] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([ags], [schluessel_anfang])
) STRICT;
CREATE TABLE [stellenarten] (
  [muster] TEXT NOT NULL,
  [reihenfolge] INTEGER NOT NULL,
  [ebene] TEXT NOT NULL CHECK ([ebene] IN ('Gemeinde', 'Kreis', 'Land', 'Bund')),
  [bedeutung] TEXT NOT NULL,
  [beispiel] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([muster])
) STRICT;
CREATE TABLE [gewichte] (
  [kriterium] TEXT NOT NULL,
  [bezeichnung] TEXT NOT NULL,
  [gewicht] REAL NOT NULL,
  [bedeutung] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([kriterium])
) STRICT;
CREATE TABLE [fachbereiche] (
  [schluessel_anfang] TEXT NOT NULL,
  [fachbereich] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([schluessel_anfang])
) STRICT;
CREATE TABLE [vergleichskommunen] (
  [ags] TEXT NOT NULL,
  [vergleich_ags] TEXT NOT NULL,
  [vergleichbar] TEXT NOT NULL CHECK ([vergleichbar] IN ('ja', 'nein')),
  [grund] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([ags], [vergleich_ags])
) STRICT;
CREATE TABLE [aktivitaetsarten] (
  [art] TEXT NOT NULL CHECK ([art] IN ('Referenzaktivitätengruppe', 'Entscheidungsart')),
  [code] TEXT NOT NULL,
  [regelgebunden] TEXT NOT NULL CHECK ([regelgebunden] IN ('ja', 'nein', 'unklar')),
  [bedeutung] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([art], [code])
) STRICT;
CREATE TABLE [codes] (
  [liste] TEXT NOT NULL,
  [code] TEXT NOT NULL,
  [bezeichnung] TEXT NOT NULL,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([liste], [code])
) STRICT;
CREATE TABLE [suchwoerter] (
  [woerter] TEXT NOT NULL,
  [art] TEXT NOT NULL CHECK ([art] IN ('gleichbedeutend', 'Verrichtung')),
  [verrichtungen] TEXT,
  [quelle] TEXT NOT NULL,
  PRIMARY KEY ([woerter])
) STRICT;
CREATE TABLE [leistungssteckbriefe] (
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [titel] TEXT,
  [freigabestatus] TEXT,
  [freigegeben_am] TEXT,
  [typisierung] TEXT,
  [ozg] TEXT,
  [sdg] TEXT,
  [klassifizierung] TEXT,
  [prozessklasse] TEXT,
  [stammtexte] INTEGER,
  [geaendert] TEXT,
  [quelle] TEXT NOT NULL,
  [erstmals_gesehen] TEXT NOT NULL,
  [zuletzt_gesehen] TEXT NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([leistungsschluessel])
) STRICT;
CREATE TABLE [datenschemata] (
  [id] TEXT NOT NULL,
  [version] TEXT NOT NULL,
  [id_xdf3] TEXT NOT NULL,
  [name] TEXT,
  [bezeichnung] TEXT,
  [beschreibung] TEXT,
  [definition] TEXT,
  [hilfetext] TEXT,
  [bezug] TEXT,
  [stichwoerter] TEXT,
  [leistungsschluessel] TEXT REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [verknuepfung] TEXT CHECK ([verknuepfung] IN ('Beschreibung', 'Dokumentsteckbrief', 'Prozess')),
  [felder] INTEGER,
  [harmonisierte_felder] INTEGER,
  [dokumentsteckbrief] TEXT,
  [freigabestatus] TEXT,
  [versionshinweis] TEXT,
  [standard] TEXT NOT NULL,
  [stand] TEXT,
  [freigabestatus_portal] TEXT,
  PRIMARY KEY ([id], [version])
) STRICT;
CREATE TABLE [dokumentsteckbriefe] (
  [id] TEXT NOT NULL,
  [version] TEXT NOT NULL,
  [id_xdf3] TEXT NOT NULL,
  [name] TEXT,
  [bezeichnung] TEXT,
  [beschreibung] TEXT,
  [definition] TEXT,
  [hilfetext] TEXT,
  [bezug] TEXT,
  [stichwoerter] TEXT,
  [dokumentart] TEXT,
  [freigabestatus] TEXT,
  [versionshinweis] TEXT,
  [standard] TEXT NOT NULL,
  [stand] TEXT,
  [freigabestatus_portal] TEXT,
  PRIMARY KEY ([id], [version])
) STRICT;
CREATE TABLE [datenfeldgruppen] (
  [id] TEXT NOT NULL,
  [version] TEXT NOT NULL,
  [id_xdf3] TEXT NOT NULL,
  [name] TEXT,
  [bezeichnung] TEXT,
  [bezeichnung_ausgabe] TEXT,
  [beschreibung] TEXT,
  [definition] TEXT,
  [hilfetext] TEXT,
  [hilfetext_ausgabe] TEXT,
  [bezug] TEXT,
  [stichwoerter] TEXT,
  [schemaelementart] TEXT,
  [gruppenart] TEXT,
  [freigabestatus] TEXT,
  [versionshinweis] TEXT,
  [standard] TEXT NOT NULL,
  [stand] TEXT,
  PRIMARY KEY ([id], [version])
) STRICT;
CREATE TABLE [datenfelder] (
  [id] TEXT NOT NULL,
  [version] TEXT NOT NULL,
  [id_xdf3] TEXT NOT NULL,
  [name] TEXT,
  [bezeichnung] TEXT,
  [bezeichnung_ausgabe] TEXT,
  [beschreibung] TEXT,
  [definition] TEXT,
  [hilfetext] TEXT,
  [hilfetext_ausgabe] TEXT,
  [bezug] TEXT,
  [stichwoerter] TEXT,
  [feldart] TEXT,
  [datentyp] TEXT,
  [schemaelementart] TEXT,
  [praezisierung] TEXT,
  [inhalt] TEXT,
  [vorbefuellung] TEXT,
  [codeliste_urn] TEXT,
  [codeliste_version] TEXT,
  [max_groesse] TEXT,
  [dateiarten] TEXT,
  [freigabestatus] TEXT,
  [versionshinweis] TEXT,
  [standard] TEXT NOT NULL,
  [stand] TEXT,
  PRIMARY KEY ([id], [version])
) STRICT;
CREATE TABLE [datenfeld_werte] (
  [feld_id] TEXT NOT NULL,
  [feld_version] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [code] TEXT,
  [name] TEXT,
  [hilfe] TEXT,
  PRIMARY KEY ([feld_id], [feld_version], [position])
) STRICT;
CREATE TABLE [datenregeln] (
  [id] TEXT NOT NULL,
  [version] TEXT NOT NULL,
  [id_xdf3] TEXT NOT NULL,
  [name] TEXT,
  [beschreibung] TEXT,
  [freitext] TEXT,
  [skript] TEXT,
  [typ] TEXT,
  [bezug] TEXT,
  [stichwoerter] TEXT,
  [standard] TEXT NOT NULL,
  [stand] TEXT,
  PRIMARY KEY ([id], [version])
) STRICT;
CREATE TABLE [schema_felder] (
  [schema_id] TEXT NOT NULL,
  [schema_version] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [feld_id] TEXT NOT NULL,
  [feld_version] TEXT NOT NULL,
  [pfad] TEXT NOT NULL,
  [pfad_text] TEXT NOT NULL,
  [pfad_anzahl] TEXT NOT NULL,
  [anzahl] TEXT,
  [anzahl_gesamt] TEXT,
  [bezug] TEXT,
  PRIMARY KEY ([schema_id], [schema_version], [position])
) STRICT;
CREATE TABLE [schema_regeln] (
  [schema_id] TEXT NOT NULL,
  [schema_version] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [regel_id] TEXT NOT NULL,
  [regel_version] TEXT NOT NULL,
  [element_id] TEXT NOT NULL,
  [element_version] TEXT NOT NULL,
  PRIMARY KEY ([schema_id], [schema_version], [position])
) STRICT;
CREATE TABLE [datenrelationen] (
  [element_id] TEXT NOT NULL,
  [element_version] TEXT NOT NULL,
  [praedikat] TEXT NOT NULL,
  [objekt_id] TEXT NOT NULL,
  [objekt_version] TEXT NOT NULL,
  PRIMARY KEY ([element_id], [element_version], [praedikat], [objekt_id], [objekt_version])
) STRICT;
CREATE TABLE [genannte_leistungen] (
  [objekt_id] TEXT NOT NULL,
  [objekt_version] TEXT NOT NULL,
  [leistungsschluessel] TEXT NOT NULL REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY ([objekt_id], [objekt_version], [leistungsschluessel])
) STRICT;
CREATE TABLE [prozessklassen] (
  [id] TEXT NOT NULL,
  [version] TEXT NOT NULL,
  [leistungsschluessel] TEXT REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [name] TEXT,
  [bezeichnung] TEXT,
  [definition] TEXT,
  [handlungsgrundlagen] TEXT,
  [zwecksetzung] TEXT,
  [operatives_ziel] TEXT,
  [handlungsform] TEXT,
  [verfahrensart] TEXT,
  [merkmale] TEXT,
  [klassifikation] TEXT,
  [schlagwoerter] TEXT,
  [freigebende_stelle] TEXT,
  [uebergeordnete_klasse] TEXT,
  [abgeloeste_klasse] TEXT,
  [status] TEXT,
  [gueltig_ab] TEXT,
  [gueltig_bis] TEXT,
  [fachlich_freigegeben] TEXT,
  [formell_freigegeben] TEXT,
  [stand] TEXT,
  PRIMARY KEY ([id], [version])
) STRICT;
CREATE TABLE [prozesse] (
  [id] TEXT NOT NULL,
  [version] TEXT NOT NULL,
  [detaillierungsstufe] TEXT NOT NULL,
  [leistungsschluessel] TEXT REFERENCES [leistungen]([leistungsschluessel]) DEFERRABLE INITIALLY DEFERRED,
  [name] TEXT,
  [bezeichnung] TEXT,
  [definition] TEXT,
  [beschreibung] TEXT,
  [klasse_id] TEXT NOT NULL,
  [klasse_version] TEXT,
  [operatives_ziel] TEXT,
  [handlungsform] TEXT,
  [verfahrensart] TEXT,
  [teilnehmer] TEXT,
  [laender] TEXT,
  [klassifikation] TEXT,
  [schlagwoerter] TEXT,
  [freigebende_stelle] TEXT,
  [modellierungsmethode] TEXT,
  [aktivitaeten] INTEGER,
  [status] TEXT,
  [gueltig_ab] TEXT,
  [gueltig_bis] TEXT,
  [fachlich_freigegeben] TEXT,
  [formell_freigegeben] TEXT,
  [stand] TEXT,
  PRIMARY KEY ([id], [version], [detaillierungsstufe])
) STRICT;
CREATE TABLE [prozess_aktivitaeten] (
  [prozess_id] TEXT NOT NULL,
  [prozess_version] TEXT NOT NULL,
  [detaillierungsstufe] TEXT NOT NULL,
  [art] TEXT NOT NULL CHECK ([art] IN ('Referenzaktivitätengruppe', 'Entscheidungsart', 'Formelle Prüfung', 'Beteiligungsform')),
  [code] TEXT NOT NULL,
  [bezeichnung] TEXT,
  [anzahl] INTEGER NOT NULL,
  PRIMARY KEY ([prozess_id], [prozess_version], [detaillierungsstufe], [art], [code])
) STRICT;
CREATE TABLE [prozess_formulare] (
  [prozess_id] TEXT NOT NULL,
  [prozess_version] TEXT NOT NULL,
  [detaillierungsstufe] TEXT NOT NULL,
  [richtung] TEXT NOT NULL CHECK ([richtung] IN ('Auslöser', 'Ergebnis')),
  [position] INTEGER NOT NULL,
  [formular_id] TEXT,
  [name] TEXT,
  [dokumentsteckbrief] TEXT,
  PRIMARY KEY ([prozess_id], [prozess_version], [detaillierungsstufe], [richtung], [position])
) STRICT;
CREATE TABLE [xzufi_objekte] (
  [id] TEXT NOT NULL,
  [redaktion] TEXT NOT NULL,
  [klasse] TEXT NOT NULL CHECK ([klasse] IN ('Leistung', 'Spezialisierung', 'Organisationseinheit', 'Onlinedienst', 'Zuständigkeit', 'Formular')),
  [pruefsumme] TEXT,
  [enthalten_in] TEXT,
  [lieferung_id] INTEGER NOT NULL,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [leistungstexte] (
  [objekt_id] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [art] TEXT NOT NULL,
  [modul] TEXT,
  [bezeichnung] TEXT,
  [sprache] TEXT,
  [inhalt] TEXT,
  [teil] INTEGER,
  [darstellung] TEXT,
  [zugangskanal] TEXT,
  PRIMARY KEY ([objekt_id], [position])
) STRICT;
CREATE TABLE [objektlinks] (
  [objekt_id] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [art] TEXT NOT NULL,
  [modul] TEXT,
  [typ] TEXT,
  [uri] TEXT,
  [url] TEXT,
  [titel] TEXT,
  [beschreibung] TEXT,
  [sprache] TEXT,
  [darstellung] TEXT,
  PRIMARY KEY ([objekt_id], [position])
) STRICT;
CREATE TABLE [leistungsfristen] (
  [objekt_id] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [art] TEXT NOT NULL,
  [typ] TEXT,
  [dauer] TEXT,
  [einheit] TEXT,
  [dauer_bis] TEXT,
  [einheit_bis] TEXT,
  [von] TEXT,
  [bis] TEXT,
  [darstellung] TEXT,
  [zugangskanal] TEXT,
  PRIMARY KEY ([objekt_id], [position])
) STRICT;
CREATE TABLE [leistungskosten] (
  [objekt_id] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [typ] TEXT,
  [art] TEXT CHECK ([art] IN ('fix', 'frei', 'variabel')),
  [betrag] TEXT,
  [betrag_bis] TEXT,
  [waehrung] TEXT,
  [vorkasse] TEXT,
  [darstellung] TEXT,
  [zugangskanal] TEXT,
  PRIMARY KEY ([objekt_id], [position])
) STRICT;
CREATE TABLE [spezialisierungen] (
  [id] TEXT NOT NULL,
  [redaktion] TEXT NOT NULL,
  [leistung_id] TEXT,
  [bezeichnung] TEXT,
  [gueltig_ab] TEXT,
  [gueltig_bis] TEXT,
  [erstellt] TEXT,
  [geaendert] TEXT,
  [fassung] TEXT,
  [angaben] TEXT,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [organisationseinheiten] (
  [id] TEXT NOT NULL,
  [redaktion] TEXT NOT NULL,
  [name] TEXT,
  [kurzbezeichnung] TEXT,
  [gueltig_ab] TEXT,
  [gueltig_bis] TEXT,
  [erstellt] TEXT,
  [geaendert] TEXT,
  [fassung] TEXT,
  [angaben] TEXT,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [anschriften] (
  [objekt_id] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [typ] TEXT,
  [strasse] TEXT,
  [hausnummer] TEXT,
  [postfach] TEXT,
  [plz] TEXT,
  [ort] TEXT,
  [land] TEXT,
  [ags] TEXT,
  [ars] TEXT,
  PRIMARY KEY ([objekt_id], [position])
) STRICT;
CREATE TABLE [kommunikationswege] (
  [objekt_id] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [kanal] TEXT,
  [kennung] TEXT,
  PRIMARY KEY ([objekt_id], [position])
) STRICT;
CREATE TABLE [xzufi_zustaendigkeiten] (
  [id] TEXT NOT NULL,
  [redaktion] TEXT NOT NULL,
  [art] TEXT,
  [objekt_id] TEXT,
  [leistung_id] TEXT,
  [rolle] TEXT,
  [gueltig_ab] TEXT,
  [gueltig_bis] TEXT,
  [erstellt] TEXT,
  [geaendert] TEXT,
  [fassung] TEXT,
  [angaben] TEXT,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE TABLE [zustaendigkeitsgebiete] (
  [zustaendigkeit_id] TEXT NOT NULL,
  [position] INTEGER NOT NULL,
  [gebiet] TEXT,
  [schema] TEXT,
  PRIMARY KEY ([zustaendigkeit_id], [position])
) STRICT;
CREATE TABLE [formulare] (
  [id] TEXT NOT NULL,
  [redaktion] TEXT NOT NULL,
  [bezeichnung] TEXT,
  [gueltig_ab] TEXT,
  [gueltig_bis] TEXT,
  [erstellt] TEXT,
  [geaendert] TEXT,
  [fassung] TEXT,
  [angaben] TEXT,
  [verschwunden_am] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE VIRTUAL TABLE "kreise_fts" USING FTS5 (
    "name",
    tokenize='unicode61 remove_diacritics 2',
    content="kreise"
);
CREATE VIRTUAL TABLE "verwaltungen_fts" USING FTS5 (
    "name",
    tokenize='unicode61 remove_diacritics 2',
    content="verwaltungen"
);
CREATE VIRTUAL TABLE "kommunen_fts" USING FTS5 (
    "name", "kreis",
    tokenize='unicode61 remove_diacritics 2',
    content="kommunen"
);
CREATE VIRTUAL TABLE "leistungen_fts" USING FTS5 (
    "bezeichnung", "bezeichnung_2", "ozg_leistung",
    tokenize='unicode61 remove_diacritics 2',
    content="leistungen"
);
CREATE VIRTUAL TABLE "leistungsbeschreibungen_fts" USING FTS5 (
    "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="leistungsbeschreibungen"
);
CREATE VIRTUAL TABLE "onlinedienste_fts" USING FTS5 (
    "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="onlinedienste"
);
CREATE VIRTUAL TABLE "zustaendige_stellen_fts" USING FTS5 (
    "titel",
    tokenize='unicode61 remove_diacritics 2',
    content="zustaendige_stellen"
);
CREATE VIRTUAL TABLE "dashboard_angebote_fts" USING FTS5 (
    "titel",
    tokenize='unicode61 remove_diacritics 2',
    content="dashboard_angebote"
);
CREATE VIRTUAL TABLE "bestand_eintraege_fts" USING FTS5 (
    "titel",
    tokenize='unicode61 remove_diacritics 2',
    content="bestand_eintraege"
);
CREATE VIRTUAL TABLE "luecken_fts" USING FTS5 (
    "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="luecken"
);
CREATE VIRTUAL TABLE "kandidaten_fts" USING FTS5 (
    "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="kandidaten"
);
CREATE VIRTUAL TABLE "leistungsstand_fts" USING FTS5 (
    "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="leistungsstand"
);
CREATE VIRTUAL TABLE "bestandsabgleich_fts" USING FTS5 (
    "leistung",
    tokenize='unicode61 remove_diacritics 2',
    content="bestandsabgleich"
);
CREATE VIRTUAL TABLE "leistungssteckbriefe_fts" USING FTS5 (
    "titel",
    tokenize='unicode61 remove_diacritics 2',
    content="leistungssteckbriefe"
);
CREATE VIRTUAL TABLE "datenschemata_fts" USING FTS5 (
    "name", "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="datenschemata"
);
CREATE VIRTUAL TABLE "dokumentsteckbriefe_fts" USING FTS5 (
    "name", "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="dokumentsteckbriefe"
);
CREATE VIRTUAL TABLE "datenfeldgruppen_fts" USING FTS5 (
    "name", "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="datenfeldgruppen"
);
CREATE VIRTUAL TABLE "datenfelder_fts" USING FTS5 (
    "name", "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="datenfelder"
);
CREATE VIRTUAL TABLE "prozessklassen_fts" USING FTS5 (
    "name", "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="prozessklassen"
);
CREATE VIRTUAL TABLE "prozesse_fts" USING FTS5 (
    "name", "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="prozesse"
);
CREATE VIRTUAL TABLE "organisationseinheiten_fts" USING FTS5 (
    "name",
    tokenize='unicode61 remove_diacritics 2',
    content="organisationseinheiten"
);
CREATE VIRTUAL TABLE "formulare_fts" USING FTS5 (
    "bezeichnung",
    tokenize='unicode61 remove_diacritics 2',
    content="formulare"
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX [idx_lieferungen_lauf_id] ON [lieferungen] ([lauf_id]);
CREATE INDEX [idx_lieferungen_quelle_url] ON [lieferungen] ([quelle], [url]);
CREATE INDEX [idx_meldungen_lauf_id] ON [meldungen] ([lauf_id]);
CREATE INDEX [idx_aenderungen_ags] ON [aenderungen] ([ags]);
CREATE INDEX [idx_aenderungen_leistungsschluessel] ON [aenderungen] ([leistungsschluessel]);
CREATE INDEX [idx_aenderungen_zeitpunkt] ON [aenderungen] ([zeitpunkt]);
CREATE INDEX [idx_kommunen_ars] ON [kommunen] ([ars]);
CREATE INDEX [idx_kommunen_kreis_ags] ON [kommunen] ([kreis_ags]);
CREATE INDEX [idx_kommunen_verwaltung_schluessel] ON [kommunen] ([verwaltung_schluessel]);
CREATE INDEX [idx_gebietsschluessel_ags] ON [gebietsschluessel] ([ags]);
CREATE INDEX [idx_leistungen_themenfeld] ON [leistungen] ([themenfeld]);
CREATE INDEX [idx_leistungsbeschreibungen_leistungsschluessel] ON [leistungsbeschreibungen] ([leistungsschluessel]);
CREATE INDEX [idx_onlinedienste_loesung_id] ON [onlinedienste] ([loesung_id]);
CREATE INDEX [idx_onlinedienste_id_verschwunden_am_url] ON [onlinedienste] ([id], [verschwunden_am], [url]);
CREATE INDEX [idx_angebotsnachweise_leistungsschluessel_onlinedienst_id_ags_verschwunden_am_quelle] ON [angebotsnachweise] ([leistungsschluessel], [onlinedienst_id], [ags], [verschwunden_am], [quelle]);
CREATE INDEX [idx_angebotsnachweise_onlinedienst_id] ON [angebotsnachweise] ([onlinedienst_id]);
CREATE INDEX [idx_zustaendige_stellen_leistungsschluessel] ON [zustaendige_stellen] ([leistungsschluessel]);
CREATE INDEX [idx_dashboard_angebote_leistungsschluessel_ags] ON [dashboard_angebote] ([leistungsschluessel], [ags]);
CREATE INDEX [idx_linkpruefungen_ergebnis] ON [linkpruefungen] ([ergebnis]);
CREATE INDEX [idx_lueckenverlauf_ags_zeitpunkt] ON [lueckenverlauf] ([ags], [zeitpunkt]);
CREATE INDEX [idx_lueckenverlauf_leistungsschluessel] ON [lueckenverlauf] ([leistungsschluessel]);
CREATE INDEX [idx_datenschemata_dokumentsteckbrief] ON [datenschemata] ([dokumentsteckbrief]);
CREATE INDEX [idx_datenschemata_leistungsschluessel] ON [datenschemata] ([leistungsschluessel]);
CREATE INDEX [idx_dokumentsteckbriefe_id_xdf3] ON [dokumentsteckbriefe] ([id_xdf3]);
CREATE INDEX [idx_datenfelder_id_xdf3] ON [datenfelder] ([id_xdf3]);
CREATE INDEX [idx_schema_felder_feld_id_feld_version] ON [schema_felder] ([feld_id], [feld_version]);
CREATE INDEX [idx_prozesse_klasse_id] ON [prozesse] ([klasse_id]);
CREATE INDEX [idx_prozesse_leistungsschluessel] ON [prozesse] ([leistungsschluessel]);
CREATE INDEX [idx_prozess_formulare_dokumentsteckbrief] ON [prozess_formulare] ([dokumentsteckbrief]);
CREATE INDEX [idx_xzufi_objekte_enthalten_in] ON [xzufi_objekte] ([enthalten_in]);
CREATE INDEX [idx_spezialisierungen_leistung_id] ON [spezialisierungen] ([leistung_id]);
CREATE INDEX [idx_xzufi_zustaendigkeiten_leistung_id] ON [xzufi_zustaendigkeiten] ([leistung_id]);
CREATE INDEX [idx_xzufi_zustaendigkeiten_objekt_id] ON [xzufi_zustaendigkeiten] ([objekt_id]);
CREATE INDEX [idx_zustaendigkeitsgebiete_gebiet] ON [zustaendigkeitsgebiete] ([gebiet]);
CREATE INDEX [idx_dienstbewertung_loesung_id] ON [dienstbewertung] ([loesung_id]);
CREATE INDEX [idx_dienstbewertung_onlinedienst_id] ON [dienstbewertung] ([onlinedienst_id]);
CREATE TRIGGER "kreise_ai" AFTER INSERT ON "kreise" BEGIN
  INSERT INTO "kreise_fts" (rowid, "name") VALUES (new.rowid, new."name");
END;
CREATE TRIGGER "kreise_ad" AFTER DELETE ON "kreise" BEGIN
  INSERT INTO "kreise_fts" ("kreise_fts", rowid, "name") VALUES('delete', old.rowid, old."name");
END;
CREATE TRIGGER "kreise_au" AFTER UPDATE ON "kreise" BEGIN
  INSERT INTO "kreise_fts" ("kreise_fts", rowid, "name") VALUES('delete', old.rowid, old."name");
  INSERT INTO "kreise_fts" (rowid, "name") VALUES (new.rowid, new."name");
END;
CREATE TRIGGER "verwaltungen_ai" AFTER INSERT ON "verwaltungen" BEGIN
  INSERT INTO "verwaltungen_fts" (rowid, "name") VALUES (new.rowid, new."name");
END;
CREATE TRIGGER "verwaltungen_ad" AFTER DELETE ON "verwaltungen" BEGIN
  INSERT INTO "verwaltungen_fts" ("verwaltungen_fts", rowid, "name") VALUES('delete', old.rowid, old."name");
END;
CREATE TRIGGER "verwaltungen_au" AFTER UPDATE ON "verwaltungen" BEGIN
  INSERT INTO "verwaltungen_fts" ("verwaltungen_fts", rowid, "name") VALUES('delete', old.rowid, old."name");
  INSERT INTO "verwaltungen_fts" (rowid, "name") VALUES (new.rowid, new."name");
END;
CREATE TRIGGER "kommunen_ai" AFTER INSERT ON "kommunen" BEGIN
  INSERT INTO "kommunen_fts" (rowid, "name", "kreis") VALUES (new.rowid, new."name", new."kreis");
END;
CREATE TRIGGER "kommunen_ad" AFTER DELETE ON "kommunen" BEGIN
  INSERT INTO "kommunen_fts" ("kommunen_fts", rowid, "name", "kreis") VALUES('delete', old.rowid, old."name", old."kreis");
END;
CREATE TRIGGER "kommunen_au" AFTER UPDATE ON "kommunen" BEGIN
  INSERT INTO "kommunen_fts" ("kommunen_fts", rowid, "name", "kreis") VALUES('delete', old.rowid, old."name", old."kreis");
  INSERT INTO "kommunen_fts" (rowid, "name", "kreis") VALUES (new.rowid, new."name", new."kreis");
END;
CREATE TRIGGER "leistungen_ai" AFTER INSERT ON "leistungen" BEGIN
  INSERT INTO "leistungen_fts" (rowid, "bezeichnung", "bezeichnung_2", "ozg_leistung") VALUES (new.rowid, new."bezeichnung", new."bezeichnung_2", new."ozg_leistung");
END;
CREATE TRIGGER "leistungen_ad" AFTER DELETE ON "leistungen" BEGIN
  INSERT INTO "leistungen_fts" ("leistungen_fts", rowid, "bezeichnung", "bezeichnung_2", "ozg_leistung") VALUES('delete', old.rowid, old."bezeichnung", old."bezeichnung_2", old."ozg_leistung");
END;
CREATE TRIGGER "leistungen_au" AFTER UPDATE ON "leistungen" BEGIN
  INSERT INTO "leistungen_fts" ("leistungen_fts", rowid, "bezeichnung", "bezeichnung_2", "ozg_leistung") VALUES('delete', old.rowid, old."bezeichnung", old."bezeichnung_2", old."ozg_leistung");
  INSERT INTO "leistungen_fts" (rowid, "bezeichnung", "bezeichnung_2", "ozg_leistung") VALUES (new.rowid, new."bezeichnung", new."bezeichnung_2", new."ozg_leistung");
END;
CREATE TRIGGER "leistungsbeschreibungen_ai" AFTER INSERT ON "leistungsbeschreibungen" BEGIN
  INSERT INTO "leistungsbeschreibungen_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "leistungsbeschreibungen_ad" AFTER DELETE ON "leistungsbeschreibungen" BEGIN
  INSERT INTO "leistungsbeschreibungen_fts" ("leistungsbeschreibungen_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
END;
CREATE TRIGGER "leistungsbeschreibungen_au" AFTER UPDATE ON "leistungsbeschreibungen" BEGIN
  INSERT INTO "leistungsbeschreibungen_fts" ("leistungsbeschreibungen_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
  INSERT INTO "leistungsbeschreibungen_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "onlinedienste_ai" AFTER INSERT ON "onlinedienste" BEGIN
  INSERT INTO "onlinedienste_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "onlinedienste_ad" AFTER DELETE ON "onlinedienste" BEGIN
  INSERT INTO "onlinedienste_fts" ("onlinedienste_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
END;
CREATE TRIGGER "onlinedienste_au" AFTER UPDATE ON "onlinedienste" BEGIN
  INSERT INTO "onlinedienste_fts" ("onlinedienste_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
  INSERT INTO "onlinedienste_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "zustaendige_stellen_ai" AFTER INSERT ON "zustaendige_stellen" BEGIN
  INSERT INTO "zustaendige_stellen_fts" (rowid, "titel") VALUES (new.rowid, new."titel");
END;
CREATE TRIGGER "zustaendige_stellen_ad" AFTER DELETE ON "zustaendige_stellen" BEGIN
  INSERT INTO "zustaendige_stellen_fts" ("zustaendige_stellen_fts", rowid, "titel") VALUES('delete', old.rowid, old."titel");
END;
CREATE TRIGGER "zustaendige_stellen_au" AFTER UPDATE ON "zustaendige_stellen" BEGIN
  INSERT INTO "zustaendige_stellen_fts" ("zustaendige_stellen_fts", rowid, "titel") VALUES('delete', old.rowid, old."titel");
  INSERT INTO "zustaendige_stellen_fts" (rowid, "titel") VALUES (new.rowid, new."titel");
END;
CREATE TRIGGER "dashboard_angebote_ai" AFTER INSERT ON "dashboard_angebote" BEGIN
  INSERT INTO "dashboard_angebote_fts" (rowid, "titel") VALUES (new.rowid, new."titel");
END;
CREATE TRIGGER "dashboard_angebote_ad" AFTER DELETE ON "dashboard_angebote" BEGIN
  INSERT INTO "dashboard_angebote_fts" ("dashboard_angebote_fts", rowid, "titel") VALUES('delete', old.rowid, old."titel");
END;
CREATE TRIGGER "dashboard_angebote_au" AFTER UPDATE ON "dashboard_angebote" BEGIN
  INSERT INTO "dashboard_angebote_fts" ("dashboard_angebote_fts", rowid, "titel") VALUES('delete', old.rowid, old."titel");
  INSERT INTO "dashboard_angebote_fts" (rowid, "titel") VALUES (new.rowid, new."titel");
END;
CREATE TRIGGER "bestand_eintraege_ai" AFTER INSERT ON "bestand_eintraege" BEGIN
  INSERT INTO "bestand_eintraege_fts" (rowid, "titel") VALUES (new.rowid, new."titel");
END;
CREATE TRIGGER "bestand_eintraege_ad" AFTER DELETE ON "bestand_eintraege" BEGIN
  INSERT INTO "bestand_eintraege_fts" ("bestand_eintraege_fts", rowid, "titel") VALUES('delete', old.rowid, old."titel");
END;
CREATE TRIGGER "bestand_eintraege_au" AFTER UPDATE ON "bestand_eintraege" BEGIN
  INSERT INTO "bestand_eintraege_fts" ("bestand_eintraege_fts", rowid, "titel") VALUES('delete', old.rowid, old."titel");
  INSERT INTO "bestand_eintraege_fts" (rowid, "titel") VALUES (new.rowid, new."titel");
END;
CREATE TRIGGER "luecken_ai" AFTER INSERT ON "luecken" BEGIN
  INSERT INTO "luecken_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "luecken_ad" AFTER DELETE ON "luecken" BEGIN
  INSERT INTO "luecken_fts" ("luecken_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
END;
CREATE TRIGGER "luecken_au" AFTER UPDATE ON "luecken" BEGIN
  INSERT INTO "luecken_fts" ("luecken_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
  INSERT INTO "luecken_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "kandidaten_ai" AFTER INSERT ON "kandidaten" BEGIN
  INSERT INTO "kandidaten_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "kandidaten_ad" AFTER DELETE ON "kandidaten" BEGIN
  INSERT INTO "kandidaten_fts" ("kandidaten_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
END;
CREATE TRIGGER "kandidaten_au" AFTER UPDATE ON "kandidaten" BEGIN
  INSERT INTO "kandidaten_fts" ("kandidaten_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
  INSERT INTO "kandidaten_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "leistungsstand_ai" AFTER INSERT ON "leistungsstand" BEGIN
  INSERT INTO "leistungsstand_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "leistungsstand_ad" AFTER DELETE ON "leistungsstand" BEGIN
  INSERT INTO "leistungsstand_fts" ("leistungsstand_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
END;
CREATE TRIGGER "leistungsstand_au" AFTER UPDATE ON "leistungsstand" BEGIN
  INSERT INTO "leistungsstand_fts" ("leistungsstand_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
  INSERT INTO "leistungsstand_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "bestandsabgleich_ai" AFTER INSERT ON "bestandsabgleich" BEGIN
  INSERT INTO "bestandsabgleich_fts" (rowid, "leistung") VALUES (new.rowid, new."leistung");
END;
CREATE TRIGGER "bestandsabgleich_ad" AFTER DELETE ON "bestandsabgleich" BEGIN
  INSERT INTO "bestandsabgleich_fts" ("bestandsabgleich_fts", rowid, "leistung") VALUES('delete', old.rowid, old."leistung");
END;
CREATE TRIGGER "bestandsabgleich_au" AFTER UPDATE ON "bestandsabgleich" BEGIN
  INSERT INTO "bestandsabgleich_fts" ("bestandsabgleich_fts", rowid, "leistung") VALUES('delete', old.rowid, old."leistung");
  INSERT INTO "bestandsabgleich_fts" (rowid, "leistung") VALUES (new.rowid, new."leistung");
END;
CREATE TRIGGER "leistungssteckbriefe_ai" AFTER INSERT ON "leistungssteckbriefe" BEGIN
  INSERT INTO "leistungssteckbriefe_fts" (rowid, "titel") VALUES (new.rowid, new."titel");
END;
CREATE TRIGGER "leistungssteckbriefe_ad" AFTER DELETE ON "leistungssteckbriefe" BEGIN
  INSERT INTO "leistungssteckbriefe_fts" ("leistungssteckbriefe_fts", rowid, "titel") VALUES('delete', old.rowid, old."titel");
END;
CREATE TRIGGER "leistungssteckbriefe_au" AFTER UPDATE ON "leistungssteckbriefe" BEGIN
  INSERT INTO "leistungssteckbriefe_fts" ("leistungssteckbriefe_fts", rowid, "titel") VALUES('delete', old.rowid, old."titel");
  INSERT INTO "leistungssteckbriefe_fts" (rowid, "titel") VALUES (new.rowid, new."titel");
END;
CREATE TRIGGER "datenschemata_ai" AFTER INSERT ON "datenschemata" BEGIN
  INSERT INTO "datenschemata_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "datenschemata_ad" AFTER DELETE ON "datenschemata" BEGIN
  INSERT INTO "datenschemata_fts" ("datenschemata_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
END;
CREATE TRIGGER "datenschemata_au" AFTER UPDATE ON "datenschemata" BEGIN
  INSERT INTO "datenschemata_fts" ("datenschemata_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
  INSERT INTO "datenschemata_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "dokumentsteckbriefe_ai" AFTER INSERT ON "dokumentsteckbriefe" BEGIN
  INSERT INTO "dokumentsteckbriefe_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "dokumentsteckbriefe_ad" AFTER DELETE ON "dokumentsteckbriefe" BEGIN
  INSERT INTO "dokumentsteckbriefe_fts" ("dokumentsteckbriefe_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
END;
CREATE TRIGGER "dokumentsteckbriefe_au" AFTER UPDATE ON "dokumentsteckbriefe" BEGIN
  INSERT INTO "dokumentsteckbriefe_fts" ("dokumentsteckbriefe_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
  INSERT INTO "dokumentsteckbriefe_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "datenfeldgruppen_ai" AFTER INSERT ON "datenfeldgruppen" BEGIN
  INSERT INTO "datenfeldgruppen_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "datenfeldgruppen_ad" AFTER DELETE ON "datenfeldgruppen" BEGIN
  INSERT INTO "datenfeldgruppen_fts" ("datenfeldgruppen_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
END;
CREATE TRIGGER "datenfeldgruppen_au" AFTER UPDATE ON "datenfeldgruppen" BEGIN
  INSERT INTO "datenfeldgruppen_fts" ("datenfeldgruppen_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
  INSERT INTO "datenfeldgruppen_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "datenfelder_ai" AFTER INSERT ON "datenfelder" BEGIN
  INSERT INTO "datenfelder_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "datenfelder_ad" AFTER DELETE ON "datenfelder" BEGIN
  INSERT INTO "datenfelder_fts" ("datenfelder_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
END;
CREATE TRIGGER "datenfelder_au" AFTER UPDATE ON "datenfelder" BEGIN
  INSERT INTO "datenfelder_fts" ("datenfelder_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
  INSERT INTO "datenfelder_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "prozessklassen_ai" AFTER INSERT ON "prozessklassen" BEGIN
  INSERT INTO "prozessklassen_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "prozessklassen_ad" AFTER DELETE ON "prozessklassen" BEGIN
  INSERT INTO "prozessklassen_fts" ("prozessklassen_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
END;
CREATE TRIGGER "prozessklassen_au" AFTER UPDATE ON "prozessklassen" BEGIN
  INSERT INTO "prozessklassen_fts" ("prozessklassen_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
  INSERT INTO "prozessklassen_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "prozesse_ai" AFTER INSERT ON "prozesse" BEGIN
  INSERT INTO "prozesse_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "prozesse_ad" AFTER DELETE ON "prozesse" BEGIN
  INSERT INTO "prozesse_fts" ("prozesse_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
END;
CREATE TRIGGER "prozesse_au" AFTER UPDATE ON "prozesse" BEGIN
  INSERT INTO "prozesse_fts" ("prozesse_fts", rowid, "name", "bezeichnung") VALUES('delete', old.rowid, old."name", old."bezeichnung");
  INSERT INTO "prozesse_fts" (rowid, "name", "bezeichnung") VALUES (new.rowid, new."name", new."bezeichnung");
END;
CREATE TRIGGER "organisationseinheiten_ai" AFTER INSERT ON "organisationseinheiten" BEGIN
  INSERT INTO "organisationseinheiten_fts" (rowid, "name") VALUES (new.rowid, new."name");
END;
CREATE TRIGGER "organisationseinheiten_ad" AFTER DELETE ON "organisationseinheiten" BEGIN
  INSERT INTO "organisationseinheiten_fts" ("organisationseinheiten_fts", rowid, "name") VALUES('delete', old.rowid, old."name");
END;
CREATE TRIGGER "organisationseinheiten_au" AFTER UPDATE ON "organisationseinheiten" BEGIN
  INSERT INTO "organisationseinheiten_fts" ("organisationseinheiten_fts", rowid, "name") VALUES('delete', old.rowid, old."name");
  INSERT INTO "organisationseinheiten_fts" (rowid, "name") VALUES (new.rowid, new."name");
END;
CREATE TRIGGER "formulare_ai" AFTER INSERT ON "formulare" BEGIN
  INSERT INTO "formulare_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE TRIGGER "formulare_ad" AFTER DELETE ON "formulare" BEGIN
  INSERT INTO "formulare_fts" ("formulare_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
END;
CREATE TRIGGER "formulare_au" AFTER UPDATE ON "formulare" BEGIN
  INSERT INTO "formulare_fts" ("formulare_fts", rowid, "bezeichnung") VALUES('delete', old.rowid, old."bezeichnung");
  INSERT INTO "formulare_fts" (rowid, "bezeichnung") VALUES (new.rowid, new."bezeichnung");
END;
CREATE VIEW [angebote] AS SELECT n.ags, k.name AS kommune, n.leistungsschluessel,
       coalesce(l.bezeichnung_2, l.bezeichnung, n.leistungsschluessel) AS leistung,
       n.onlinedienst_id, o.bezeichnung AS onlinedienst, o.url,
       coalesce(b.ebene, 'unbekannt') AS ebene,
       coalesce(b.ebene_grund, CASE n.quelle
           WHEN 'bestand' THEN 'Aus der eigenen Liste der Kommune; sie sagt nicht, wer das Angebot macht.'
           ELSE 'Noch nicht verglichen.' END) AS ebene_grund,
       b.ebene_beleg, b.loesung_id, s.bezeichnung AS loesung, s.plattform,
       n.quelle, n.lauf_id, n.erstmals_gesehen, n.zuletzt_gesehen, n.verschwunden_am
FROM angebotsnachweise n
LEFT JOIN kommunen k ON k.ags = n.ags
LEFT JOIN leistungen l ON l.leistungsschluessel = n.leistungsschluessel
LEFT JOIN onlinedienste o ON o.id = n.onlinedienst_id
LEFT JOIN dienstbewertung b
  ON b.onlinedienst_id = n.onlinedienst_id AND b.leistungsschluessel = n.leistungsschluessel
LEFT JOIN loesungen s ON s.id = b.loesung_id;
CREATE VIEW [codelisten_aktuell] AS SELECT l.urn, l.version, l.version_urn, l.bezeichnung, l.kurzname, l.herausgeber, l.gueltig_ab
FROM codelisten l
WHERE NOT EXISTS (
  SELECT 1 FROM codelisten n
  WHERE n.urn = l.urn
    AND (n.version_sortierung, coalesce(n.gueltig_ab, ''), n.version)
      > (l.version_sortierung, coalesce(l.gueltig_ab, ''), l.version)
);
CREATE VIEW [code_bezeichnungen] AS SELECT e.urn AS liste, e.code, e.bezeichnung,
       'Codeliste ' || coalesce(l.version_urn, l.urn || ', Version ' || l.version) AS quelle
FROM codelisten_aktuell l
CROSS JOIN codelisten_eintraege e ON e.urn = l.urn AND e.version = l.version
WHERE e.bezeichnung IS NOT NULL AND e.verschwunden_am IS NULL
UNION ALL
SELECT c.liste, c.code, c.bezeichnung, c.quelle
FROM codes c
WHERE NOT EXISTS (
  SELECT 1 FROM codelisten_aktuell l
  CROSS JOIN codelisten_eintraege e ON e.urn = l.urn AND e.version = l.version
  WHERE l.urn = c.liste AND e.code = c.code AND e.bezeichnung IS NOT NULL AND e.verschwunden_am IS NULL
);
CREATE VIEW [verlauf] AS SELECT zeitpunkt, 'Angebot' AS bereich, art, ags, kommune, leistungsschluessel, leistung, onlinedienst_id, vorher,
       nachher, NULL AS grund, id AS nummer
FROM aenderungen
UNION ALL
SELECT v.zeitpunkt, 'Lücke', v.ereignis, v.ags, k.name, v.leistungsschluessel, v.leistung, NULL, v.vorher, v.nachher,
       v.grund, v.id
FROM lueckenverlauf v LEFT JOIN kommunen k ON k.ags = v.ags;
CREATE VIEW [schema_leistungen] AS SELECT s.id AS schema_id, s.version AS schema_version, g.leistungsschluessel, 'Beschreibung' AS verknuepfung
FROM datenschemata s
JOIN genannte_leistungen g ON g.objekt_id = s.id AND g.objekt_version = s.version
UNION
SELECT s.id, s.version, g.leistungsschluessel, 'Dokumentsteckbrief'
FROM datenschemata s
JOIN dokumentsteckbriefe d ON d.id_xdf3 = s.dokumentsteckbrief
JOIN genannte_leistungen g ON g.objekt_id = d.id AND g.objekt_version = d.version
UNION
SELECT s.id, s.version, p.leistungsschluessel, 'Prozess'
FROM datenschemata s
JOIN prozess_formulare f ON f.dokumentsteckbrief = s.dokumentsteckbrief
JOIN prozesse p ON p.id = f.prozess_id AND p.version = f.prozess_version
     AND p.detaillierungsstufe = f.detaillierungsstufe
WHERE p.leistungsschluessel IS NOT NULL;
CREATE VIEW [objektangaben] AS SELECT o.id AS objekt_id, a.key + 1 AS position, json_extract(a.value, '$[0]') AS angabe,
       json_extract(a.value, '$[1]') AS wert, json_extract(a.value, '$[2]') AS bezeichnung,
       json_extract(a.value, '$[3]') AS liste, json_extract(a.value, '$[4]') AS listenversion,
       json_extract(a.value, '$[5]') AS redaktion, json_extract(a.value, '$[6]') AS sprache
FROM leistungsbeschreibungen AS o, json_each(o.angaben) AS a
 UNION ALL 
SELECT o.id AS objekt_id, a.key + 1 AS position, json_extract(a.value, '$[0]') AS angabe,
       json_extract(a.value, '$[1]') AS wert, json_extract(a.value, '$[2]') AS bezeichnung,
       json_extract(a.value, '$[3]') AS liste, json_extract(a.value, '$[4]') AS listenversion,
       json_extract(a.value, '$[5]') AS redaktion, json_extract(a.value, '$[6]') AS sprache
FROM spezialisierungen AS o, json_each(o.angaben) AS a
 UNION ALL 
SELECT o.id AS objekt_id, a.key + 1 AS position, json_extract(a.value, '$[0]') AS angabe,
       json_extract(a.value, '$[1]') AS wert, json_extract(a.value, '$[2]') AS bezeichnung,
       json_extract(a.value, '$[3]') AS liste, json_extract(a.value, '$[4]') AS listenversion,
       json_extract(a.value, '$[5]') AS redaktion, json_extract(a.value, '$[6]') AS sprache
FROM organisationseinheiten AS o, json_each(o.angaben) AS a
 UNION ALL 
SELECT o.id AS objekt_id, a.key + 1 AS position, json_extract(a.value, '$[0]') AS angabe,
       json_extract(a.value, '$[1]') AS wert, json_extract(a.value, '$[2]') AS bezeichnung,
       json_extract(a.value, '$[3]') AS liste, json_extract(a.value, '$[4]') AS listenversion,
       json_extract(a.value, '$[5]') AS redaktion, json_extract(a.value, '$[6]') AS sprache
FROM onlinedienste AS o, json_each(o.angaben) AS a
 UNION ALL 
SELECT o.id AS objekt_id, a.key + 1 AS position, json_extract(a.value, '$[0]') AS angabe,
       json_extract(a.value, '$[1]') AS wert, json_extract(a.value, '$[2]') AS bezeichnung,
       json_extract(a.value, '$[3]') AS liste, json_extract(a.value, '$[4]') AS listenversion,
       json_extract(a.value, '$[5]') AS redaktion, json_extract(a.value, '$[6]') AS sprache
FROM xzufi_zustaendigkeiten AS o, json_each(o.angaben) AS a
 UNION ALL 
SELECT o.id AS objekt_id, a.key + 1 AS position, json_extract(a.value, '$[0]') AS angabe,
       json_extract(a.value, '$[1]') AS wert, json_extract(a.value, '$[2]') AS bezeichnung,
       json_extract(a.value, '$[3]') AS liste, json_extract(a.value, '$[4]') AS listenversion,
       json_extract(a.value, '$[5]') AS redaktion, json_extract(a.value, '$[6]') AS sprache
FROM formulare AS o, json_each(o.angaben) AS a;
INSERT INTO [_sqlite_migrations] VALUES (1, 'katalog', 'm001_first_tables', '2026-11-28 10:06:08.014445+00:00');
INSERT INTO [_sqlite_migrations] VALUES (2, 'katalog', 'm002_descriptions_without_a_key', '2026-11-28 10:06:08.025918+00:00');
INSERT INTO [_sqlite_migrations] VALUES (3, 'katalog', 'm003_assessments_in_the_order_of_the_leistungen', '2026-11-28 10:06:08.026692+00:00');
INSERT INTO [quellen] VALUES ('bestand', 'Eigener Bestand der Kommune', 'die Kommune selbst', 'intern', '', 'CSV, XLSX', 4, '2026-11-28T10:07:35Z', NULL);
INSERT INTO [quellen] VALUES ('gemeinden', 'Gemeindeverzeichnis', 'Statistisches Bundesamt (Destatis)', 'dl-de/by-2-0', 'https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html', 'GV100AD; Genericode 1.0 (Regionalschlüssel)', 1, '2026-02-28', NULL);
INSERT INTO [quellen] VALUES ('leika', 'Leistungskatalog (LeiKa / OZG-Umsetzungskatalog)', 'FITKO; OZG-Datenbank NRW', 'MIT (OZG-Datenbank NRW)', 'https://fimportal.de/kataloge', 'CSV', 2, '2019', NULL);
INSERT INTO [quellen] VALUES ('pvog', 'Portalverbund Online-Gateway (PVOG), Suchdienst', 'FITKO; Redaktionen von Bund und Ländern', 'nicht dokumentiert', 'https://pvog.fitko.net', 'Suchdienst v1beta2', 3, '2026-10-04T00:00:00Z', 'Stichprobe vom 4. Oktober 2026 mit 64 Leistungen aus Erfurt, Gera, Jena und Weimar. Was Eisenach selbst anbietet, ist nicht enthalten.');
INSERT INTO [laeufe] VALUES (1, 'gemeinden', '2026-11-28T10:06:09Z', '2026-11-28T10:06:09Z', 'fertig', '{"dateien": ["gemeindeverzeichnis.txt"]}', NULL, 1, 2097, 0, 0, 0, 0, 0, 1);
INSERT INTO [laeufe] VALUES (2, 'leika', '2026-11-28T10:06:09Z', '2026-11-28T10:06:09Z', 'fertig', '{"dateien": ["leistungen.csv"]}', NULL, 1, 49, 0, 0, 0, 0, 0, 0);
INSERT INTO [laeufe] VALUES (3, 'pvog', '2026-11-28T10:06:10Z', '2026-11-28T10:06:10Z', 'fertig', '{"ars": ["160510000000", "160520000000", "160530000000", "160550000000", "160630105105"], "basis": "http://127.0.0.1:34695/suchdienst/api"}', NULL, 11, 284, 0, 103, 0, 0, 0, 0);
INSERT INTO [laeufe] VALUES (4, 'bestand', '2026-11-28T10:07:35Z', '2026-11-28T10:07:35Z', 'fertig', '{"ags": "16063105", "dateien": ["liste.csv"]}', NULL, 1, 1, 0, 0, 0, 0, 0, 0);
INSERT INTO [lieferungen] VALUES (1, 1, 'gemeinden', 'gemeindeverzeichnis.txt', 'Datei', 'gemeindeverzeichnis.txt', '2026-11-28T10:06:09Z', '7e574c07bfde2c5056ff32f8b37a10bcbc15d7fba815bef097f30346fb4db180', 179896, NULL, NULL, NULL, NULL, NULL, 2097, 2097, NULL, '2026-11-28T10:06:09Z');
INSERT INTO [lieferungen] VALUES (2, 2, 'leika', 'leistungen.csv', 'Ausgabe 2019', 'leistungen.csv', '2026-11-28T10:06:09Z', 'e732457c9198e23db4bc60680f8dfb953cbcf2cb91ce709f15e63d9af7d13718', 6074, NULL, NULL, NULL, NULL, NULL, 49, 49, NULL, '2026-11-28T10:06:09Z');
INSERT INTO [lieferungen] VALUES (3, 3, 'pvog', '160510000000', 'Seite', 'http://127.0.0.1:34695/suchdienst/api/v1beta2/onlineservices?ars=160510000000', '2026-10-04T00:00:00Z', '1aa2329be97a4254247917b88349b08826448ec85940ece6e6d2e4267d04d7ad', 5079, 'application/json', 200, '"e8ff23f2-5079"', NULL, NULL, 180, 140, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (4, 3, 'pvog', '160510000000', 'Seite', 'http://127.0.0.1:34695/suchdienst/api/v1beta2/onlineservices?ars=160510000000&nextPageToken=MTYwNTEwMDAwMDAwLzE%3D', '2026-10-04T00:00:00Z', '8204218fec4410cd6869004b12c7e47a64cd8e2d9e3ec764a1e50c4ea3f4f4d8', 1581, 'application/json', 200, '"bf7c597e-1581"', NULL, NULL, 180, 140, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (5, 3, 'pvog', '160510000000', 'Tabelle', 'http://127.0.0.1:34695/suchdienst/api/v5/servicedescriptions/csv?ars=160510000000', '2026-10-04T00:00:00Z', 'e8b232b16d22917b93c510f0c82a67f8af756117e1ff60752265c6a8318c152c', 10068, 'text/csv;charset=UTF-8', 200, '"f5f856e6-10068"', NULL, NULL, 180, 140, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (6, 3, 'pvog', '160520000000', 'Seite', 'http://127.0.0.1:34695/suchdienst/api/v1beta2/onlineservices?ars=160520000000', '2026-10-04T00:00:00Z', '7545613f1647120648d9d53609096dcfe6dcddda310c24066845ad8ae61fa8c2', 4909, 'application/json', 200, '"7b386325-4909"', NULL, NULL, 59, 37, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (7, 3, 'pvog', '160520000000', 'Seite', 'http://127.0.0.1:34695/suchdienst/api/v1beta2/onlineservices?ars=160520000000&nextPageToken=MTYwNTIwMDAwMDAwLzE%3D', '2026-10-04T00:00:00Z', '8a2ec2d2694cf577ba72f35f7456b021c592cd6ef542fa2c0527316aec26a330', 1387, 'application/json', 200, '"042afa43-1387"', NULL, NULL, 59, 37, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (8, 3, 'pvog', '160530000000', 'Seite', 'http://127.0.0.1:34695/suchdienst/api/v1beta2/onlineservices?ars=160530000000', '2026-10-04T00:00:00Z', 'ea2b96c51b3707db94d3f6d727b8c7b9fec41ec4f51db6f60218d3d0cf85eb7e', 4848, 'application/json', 200, '"89820021-4848"', NULL, NULL, 40, 38, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (9, 3, 'pvog', '160530000000', 'Seite', 'http://127.0.0.1:34695/suchdienst/api/v1beta2/onlineservices?ars=160530000000&nextPageToken=MTYwNTMwMDAwMDAwLzE%3D', '2026-10-04T00:00:00Z', '14fd5247844764221d7aaaaac91754457ca2d1db45c1eb3b4baddea8e0edf114', 1332, 'application/json', 200, '"014171f7-1332"', NULL, NULL, 40, 38, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (10, 3, 'pvog', '160550000000', 'Seite', 'http://127.0.0.1:34695/suchdienst/api/v1beta2/onlineservices?ars=160550000000', '2026-10-04T00:00:00Z', '127fdc3d1e2f3a30ae9f2354e19d26d7189caf97d65c95b491e439694c9a1e22', 4801, 'application/json', 200, '"b19c4d0d-4801"', NULL, NULL, 75, 50, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (11, 3, 'pvog', '160550000000', 'Seite', 'http://127.0.0.1:34695/suchdienst/api/v1beta2/onlineservices?ars=160550000000&nextPageToken=MTYwNTUwMDAwMDAwLzE%3D', '2026-10-04T00:00:00Z', '9becb95010b42e8bc276493914ee69407dfa39de86a8b274074c17382f8e5caa', 2769, 'application/json', 200, '"d4519a08-2769"', NULL, NULL, 75, 50, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (12, 3, 'pvog', '160550000000', 'Tabelle', 'http://127.0.0.1:34695/suchdienst/api/v5/servicedescriptions/csv?ars=160550000000', '2026-10-04T00:00:00Z', '476b8814a0250b97d721f643ec1079c8f43abae525ddf04b3dbfad3ece7e21d0', 10162, 'text/csv;charset=UTF-8', 200, '"ae095c9f-10162"', NULL, NULL, 75, 50, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (13, 3, 'pvog', '160630105105', 'Seite', 'http://127.0.0.1:34695/suchdienst/api/v1beta2/onlineservices?ars=160630105105', '2026-10-04T00:00:00Z', '21e7598b81af914d324527ae7c20c935c0d48c3f8000db0900d69d72e2b226bc', 3989, 'application/json', 200, '"c0b62214-3989"', NULL, NULL, 33, 19, NULL, '2026-11-28T10:06:10Z');
INSERT INTO [lieferungen] VALUES (14, 4, 'bestand', '16063105', 'Datei', 'liste.csv', '2026-11-28T10:07:35Z', '199c88bdad3a2c102c02c92080a8b6c86df2995e3c60ab071706fe713e39da1c', 54, NULL, NULL, NULL, NULL, NULL, 1, 1, NULL, '2026-11-28T10:07:35Z');
INSERT INTO [meldungen] VALUES (1, 1, 'Warnung', 'gemeinden.verband_ohne_art', 'Einem Verband fehlt im Gemeindeverzeichnis die Art. Prüfen Sie die Zeile und tragen Sie nötigenfalls eine Korrektur ein (korrekturen.csv).', '160770043', 'gemeindeverzeichnis.txt, Zeile 207', 1);
INSERT INTO [meldungen] VALUES (2, 1, 'Hinweis', 'gemeinden.korrektur', 'Korrektur angewandt: typ (leer) → Verbandsfreie Gemeinde. Dem Verbandssatz von Schmölln fehlt im Register die Art; der Schlüssel 0043 ist der einer verbandsfreien Gemeinde. Quelle: GV100AD 28.02.2026, Aufbau des Regionalschlüssels', '160770043', 'korrekturen.csv', 1);
INSERT INTO [meldungen] VALUES (3, 1, 'Hinweis', 'gemeinden.korrektur', 'Korrektur angewandt: einwohner 411 → 13953. Das Register nennt für Schmölln nur die Einwohner von Dobitschen, das zum 01.01.2026 eingegliedert wurde. Quelle: Gemeindeverzeichnis, Stand 31.03.2026; Flächenbilanz gegen GV100AD 30.11.2023', '16077043', 'korrekturen.csv', 1);
INSERT INTO [meldungen] VALUES (4, 1, 'Hinweis', 'gemeinden.korrektur', 'Korrektur angewandt: flaeche_ha 655 → 10108. Das Register nennt für Schmölln nur die Fläche von Dobitschen; richtig ist die Summe aus 9.453 und 655 Hektar. Quelle: GV100AD 30.11.2023 und 28.02.2026', '16077043', 'korrekturen.csv', 1);
INSERT INTO [aenderungen] VALUES (1, '2026-10-04T00:00:00Z', 'Erstaufnahme', '16051000', 'Erfurt, Stadt', NULL, NULL, NULL, NULL, '34 Angebote', 3);
INSERT INTO [aenderungen] VALUES (2, '2026-10-04T00:00:00Z', 'Erstaufnahme', '16052000', 'Gera, Stadt', NULL, NULL, NULL, NULL, '28 Angebote', 3);
INSERT INTO [aenderungen] VALUES (3, '2026-10-04T00:00:00Z', 'Erstaufnahme', '16053000', 'Jena, Stadt', NULL, NULL, NULL, NULL, '30 Angebote', 3);
INSERT INTO [aenderungen] VALUES (4, '2026-10-04T00:00:00Z', 'Erstaufnahme', '16055000', 'Weimar, Stadt', NULL, NULL, NULL, NULL, '34 Angebote', 3);
INSERT INTO [aenderungen] VALUES (5, '2026-10-04T00:00:00Z', 'Erstaufnahme', '16063105', 'Eisenach, Stadt', NULL, NULL, NULL, NULL, '19 Angebote', 3);
INSERT INTO [aenderungen] VALUES (6, '2026-11-28T10:07:35Z', 'Erstaufnahme', '16063105', 'Eisenach, Stadt', NULL, NULL, NULL, NULL, '0 Angebote', 4);
INSERT INTO [kreise] VALUES ('16051', 'Erfurt, Stadt', 'Kreisfreie Stadt', 'Erfurt', '2026-02-28');
INSERT INTO [kreise] VALUES ('16052', 'Gera, Stadt', 'Kreisfreie Stadt', 'Gera', '2026-02-28');
INSERT INTO [kreise] VALUES ('16053', 'Jena, Stadt', 'Kreisfreie Stadt', 'Jena', '2026-02-28');
INSERT INTO [kreise] VALUES ('16055', 'Weimar, Stadt', 'Kreisfreie Stadt', 'Weimar', '2026-02-28');
INSERT INTO [kreise] VALUES ('16063', 'Wartburgkreis', 'Landkreis', 'Bad Salzungen', '2026-02-28');
INSERT INTO [verwaltungen] VALUES ('160510000', 'Erfurt, Stadt', 'Verbandsfreie Gemeinde', NULL, '16051', '2026-02-28');
INSERT INTO [verwaltungen] VALUES ('160520000', 'Gera, Stadt', 'Verbandsfreie Gemeinde', NULL, '16052', '2026-02-28');
INSERT INTO [verwaltungen] VALUES ('160530000', 'Jena, Stadt', 'Verbandsfreie Gemeinde', NULL, '16053', '2026-02-28');
INSERT INTO [verwaltungen] VALUES ('160550000', 'Weimar, Stadt', 'Verbandsfreie Gemeinde', NULL, '16055', '2026-02-28');
INSERT INTO [verwaltungen] VALUES ('160630105', 'Eisenach, Stadt', 'Verbandsfreie Gemeinde', NULL, '16063', '2026-02-28');
INSERT INTO [kommunen] VALUES ('16051000', '160510000000', 'Erfurt, Stadt', 'Kreisfreie Stadt', 'Erfurt, Stadt', '16051', 'Erfurt, Stadt', '160510000', 218793, 26991, '99084', 50.98333, 11.02049, NULL, NULL, NULL, 26, 9, '2026-02-28');
INSERT INTO [kommunen] VALUES ('16052000', '160520000000', 'Gera, Stadt', 'Kreisfreie Stadt', 'Gera, Stadt', '16052', 'Gera, Stadt', '160520000', 95608, 15218, '07545', 50.89392, 12.08287, NULL, NULL, NULL, 25, 8, '2026-02-28');
INSERT INTO [kommunen] VALUES ('16053000', '160530000000', 'Jena, Stadt', 'Kreisfreie Stadt', 'Jena, Stadt', '16053', 'Jena, Stadt', '160530000', 109725, 11477, '07743', 50.92433, 11.5871, NULL, NULL, NULL, 24, 8, '2026-02-28');
INSERT INTO [kommunen] VALUES ('16055000', '160550000000', 'Weimar, Stadt', 'Kreisfreie Stadt', 'Weimar, Stadt', '16055', 'Weimar, Stadt', '160550000', 65954, 8447, '99423', 50.97828, 11.31802, NULL, NULL, NULL, 31, 15, '2026-02-28');
INSERT INTO [kommunen] VALUES ('16063105', '160630105105', 'Eisenach, Stadt', 'Stadt', 'Wartburgkreis', '16063', 'Eisenach, Stadt', '160630105', 40747, 10417, '99817', 50.98974, 10.30029, NULL, NULL, NULL, 16, 0, '2026-02-28');
INSERT INTO [gebietsschluessel] VALUES ('16051000', '16051000', 'AGS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [gebietsschluessel] VALUES ('160510000000', '16051000', 'ARS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [gebietsschluessel] VALUES ('16052000', '16052000', 'AGS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [gebietsschluessel] VALUES ('160520000000', '16052000', 'ARS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [gebietsschluessel] VALUES ('16053000', '16053000', 'AGS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [gebietsschluessel] VALUES ('160530000000', '16053000', 'ARS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [gebietsschluessel] VALUES ('16055000', '16055000', 'AGS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [gebietsschluessel] VALUES ('160550000000', '16055000', 'ARS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [gebietsschluessel] VALUES ('16056000', '16063105', 'AGS', '2021-06-30', 'Thüringen, Eingliederung in den Wartburgkreis zum 01.07.2021; LAU-Listen 2021 und 2022');
INSERT INTO [gebietsschluessel] VALUES ('160560000000', '16063105', 'ARS', '2021-06-30', 'Eisenach als kreisfreie Stadt, bis zur Eingliederung in den Wartburgkreis');
INSERT INTO [gebietsschluessel] VALUES ('160630105105', '16063105', 'ARS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [gebietsschluessel] VALUES ('16063105', '16063105', 'AGS', NULL, 'Gemeindeverzeichnis');
INSERT INTO [leistungen] VALUES ('99008001012000', 'Personalausweis Ausstellung', 'Personalausweis beantragen', 'LOV', '2/3', '10119', 'Personalausweis', 'Querschnitt', 'Querschnitt Bürger', NULL, NULL, '2019');
INSERT INTO [leistungen] VALUES ('99027002012000', 'Geburtsurkunde Ausstellung', 'Geburtsurkunde beantragen', 'LOV', '2/3', '10557', 'Geburtsurkunde und -bescheinigung', 'Querschnitt', 'Querschnitt Bürger', NULL, NULL, '2019');
INSERT INTO [leistungen] VALUES ('99059004012000', 'Eheurkunde Ausstellung', 'Eheurkunde beantragen', 'LOV', '2/3', '10026', 'Eheschließung und -beurkundung', 'Familie & Kind', 'Eheschließung', NULL, NULL, '2019');
INSERT INTO [leistungen] VALUES ('99090023276000', NULL, 'Baumfällgenehmigung beantragen', 'LOV', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO [leistungen] VALUES ('99101004012000', 'Sterbeurkunde Ausstellung', 'Sterbeurkunde eines Angehörigen beantragen', 'LOV', '2/3', '10237', 'Sterbeurkunde', 'Gesundheit', 'Tod', NULL, NULL, '2019');
INSERT INTO [leistungen] VALUES ('99102013104000', NULL, 'Hundesteuer anmelden', 'LOV', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO [leistungsbeschreibungen] VALUES ('L100038.LB.215864084', 'L100038', '99102013104000', 'Hundesteuer anmelden', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [leistungsbeschreibungen] VALUES ('L100038.LB.354492', 'L100038', '99090023276000', 'Baumfällgenehmigung beantragen', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [leistungsbeschreibungen] VALUES ('L100038.LB.354790', 'L100038', '99027002012000', 'Geburtsurkunde beantragen', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [leistungsbeschreibungen] VALUES ('L100038.LB.355164', 'L100038', '99008001012000', 'Personalausweis beantragen', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [leistungsbeschreibungen] VALUES ('L100038.LB.355346', 'L100038', '99101004012000', 'Sterbeurkunde eines Angehörigen beantragen', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [leistungsbeschreibungen] VALUES ('L100038.LB.713907', 'L100038', '99059004012000', 'Eheurkunde beantragen', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.1501684973', 'L100038', 'Hundesteuer anmelden', 'https://thavelp.thueringen.de/thavelp/go/a/2080', NULL, NULL, 'thavel:99102013104000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.1636260274', 'L100038', 'Sterbeurkunde eines Angehörigen beantragen', 'https://online-dienste.erfurt.de/intelliform/forms/erfurt/67/anmeldung_sterbefall/index', NULL, NULL, 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.1788916983', 'L100038', 'Geburtsurkunde beantragen', 'https://thavelp.thueringen.de/thavelp/go/a/1273?c=bc', NULL, NULL, 'thavel:99027002012000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.192785438', 'L100038', 'Geburtsurkunde beantragen und eine weitere Leistung', 'https://erfurt.de/od000008', NULL, NULL, 'eigenes-system:erfurt.de/od000008', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.2007336015', 'L100038', 'Eheurkunde beantragen', 'https://thavelp.thueringen.de/thavelp/go/a/1274?c=bc', NULL, NULL, 'thavel:99059004012000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.209390998', 'L100038', 'Eheurkunde beantragen', 'https://thavelp.thueringen.de/thavelp/go/a/5458?c=bc', NULL, NULL, 'thavel:99059004012000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.2479272239', 'L100038', 'Sterbeurkunde eines Angehörigen beantragen', 'https://thavelp.thueringen.de/thavelp/go/a/1529?c=bc', NULL, NULL, 'thavel:99101004012000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.2613227919', 'L100038', 'Personalausweis beantragen und 3 weitere Leistungen', 'https://erfurt.de/od000007', NULL, NULL, 'eigenes-system:erfurt.de/od000007', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.2628744598', 'L100038', 'Baumfällgenehmigung beantragen', 'https://erfurt.de/od000003', NULL, NULL, 'eigenes-system:erfurt.de/od000003', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.2692710173', 'L100038', 'Geburtsurkunde beantragen', 'https://thavelp.thueringen.de/thavelp/portal/a3start/0/client/index.html?verfahrenId=1416&startAPI=https%253A%252F%252Fthavelp.thueringen.de%252Fthavelp%252Fportal%252Fa3start%252F232666%252Fapi1#/intro', NULL, NULL, 'thavel:99027002012000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.2782427273', 'L100038', 'Sterbeurkunde eines Angehörigen beantragen', 'https://thavelp.thueringen.de/thavelp/go/a/1418?c=bc', NULL, NULL, 'thavel:99101004012000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.59527177', 'L100038', 'Geburtsurkunde beantragen', 'https://thavelp.thueringen.de/thavelp/go/a/5741?c=bc', NULL, NULL, 'thavel:99027002012000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.813647927', 'L100038', 'Baumfällgenehmigung beantragen', 'https://thavelp.thueringen.de/thavelp/go/a/7746?c=bc', NULL, NULL, 'thavel:99090023276000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.8241117', 'L100038', 'Eheurkunde beantragen', 'https://thavelp.thueringen.de/thavelp/go/a/1363?c=bc', NULL, NULL, 'thavel:99059004012000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [onlinedienste] VALUES ('L100038.OD.980231492', 'L100038', 'Sterbeurkunde eines Angehörigen beantragen', 'https://thavelp.thueringen.de/thavelp/go/a/1276?c=bc', NULL, NULL, 'thavel:99101004012000', NULL, 'pvog', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16051000', '99008001012000', 'L100038.OD.2613227919', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16051000', '99027002012000', 'L100038.OD.192785438', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16051000', '99059004012000', 'L100038.OD.192785438', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16051000', '99090023276000', 'L100038.OD.2628744598', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16051000', '99101004012000', 'L100038.OD.1636260274', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16052000', '99027002012000', 'L100038.OD.59527177', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16052000', '99059004012000', 'L100038.OD.8241117', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16052000', '99101004012000', 'L100038.OD.2479272239', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16053000', '99027002012000', 'L100038.OD.1788916983', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16053000', '99059004012000', 'L100038.OD.2007336015', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16053000', '99101004012000', 'L100038.OD.980231492', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16055000', '99027002012000', 'L100038.OD.2692710173', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16055000', '99059004012000', 'L100038.OD.209390998', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16055000', '99090023276000', 'L100038.OD.813647927', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16055000', '99101004012000', 'L100038.OD.2782427273', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [angebotsnachweise] VALUES ('16055000', '99102013104000', 'L100038.OD.1501684973', 'pvog', 3, '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', NULL);
INSERT INTO [bestand_eintraege] VALUES ('16063105', 'd7b3945d6ac8684c.1', 'Hund anmelden', 'https://www.eisenach.de/hund', NULL, 'bestand', '2026-11-28T10:07:35Z', '2026-11-28T10:07:35Z', NULL);
INSERT INTO [zuordnungen] VALUES ('16063105', 'hund anmelden', '99102013104000', 'bestätigt', 0.7698, 'ab', '2026-11-28T10:07:46Z');
INSERT INTO [vergleich] VALUES ('16063105', 'Eisenach, Stadt', '2026-11-28T10:07:53Z', '2026-10-04T00:00:00Z', '2026-10-04T00:00:00Z', 0, 'bb41bca4567d4d88688652b042c27f0cd58ee629bcd9ee91f9e4bff6668dc446', 4, 0, 'Gotha, Nordhausen, Ilmenau, Mühlhausen/Thüringen, Altenburg, Saalfeld/Saale, Arnstadt, Meiningen, Rudolstadt, Sonneberg, Apolda, Bad Salzungen, Sondershausen', 'Stichprobe vom 4. Oktober 2026 mit 64 Leistungen aus Erfurt, Gera, Jena und Weimar. Was Eisenach selbst anbietet, ist nicht enthalten.');
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:bundesportal.gkv-spitzenverband.de21', 'Bundesportal der gesetzlichen Krankenkassen', 'Bundesweiter Dienst', 'GKV-Spitzenverband', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:wohnsitzanmeldung.gov.de', 'Elektronische Wohnsitzanmeldung', 'Bundesweiter Dienst', 'Freie und Hansestadt Hamburg für alle Länder', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.arbeitsagentur.de/arbeitslos-arbeit-finden/buergergeld/buergergeld-beantragen', 'Bundesagentur für Arbeit online', 'Bundesweiter Dienst', 'Bundesagentur für Arbeit', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 2);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.arbeitsagentur.de/familie-und-kinder/infos-rund-um-kindergeld/kindergeld-anspruch-hoehe-dauer/kindergeld-antrag-starten', 'Bundesagentur für Arbeit online', 'Bundesweiter Dienst', 'Bundesagentur für Arbeit', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.arbeitsagentur.de/link/ozg3-078', 'Bundesagentur für Arbeit online', 'Bundesweiter Dienst', 'Bundesagentur für Arbeit', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.bafoeg-digital.de', 'BAföG Digital', 'Bundesweiter Dienst', NULL, 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.bundesjustizamt.de/DE/Themen/ZentraleRegister/Gewerbezentralregister/Gewerbezentralregister_node.html', 'Bundesamt für Justiz online', 'Bundesweiter Dienst', 'Bundesamt für Justiz', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.deutsche-rentenversicherung.de/DRV/DE/Online-Services/online-services_node.html', 'Online-Dienste der Deutschen Rentenversicherung', 'Bundesweiter Dienst', 'Deutsche Rentenversicherung', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.elster.de/bportal/start', 'ELSTER', 'Bundesweiter Dienst', 'Steuerverwaltungen von Bund und Ländern', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.elster.de/eportal/start', 'ELSTER', 'Bundesweiter Dienst', 'Steuerverwaltungen von Bund und Ländern', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.elterngeld-digital.de', 'Elterngeld Digital', 'Bundesweiter Dienst', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.fuehrungszeugnis.bund.de', 'Führungszeugnis online', 'Bundesweiter Dienst', 'Bundesamt für Justiz', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('bundesweiter-dienst:www.unterhaltsvorschuss-online.de', 'Unterhaltsvorschuss online', 'Bundesweiter Dienst', NULL, 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 2);
INSERT INTO [loesungen] VALUES ('cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'Formularserver intelliForm: 67/anmeldung_sterbefall', 'cit intelliForm', 'Kommune', 'Gleichen Formularserver beschaffen oder mieten und das Formular übernehmen; sonst als ThAVEL-Verfahren nachbauen.', 'mittel bis hoch', 1);
INSERT INTO [loesungen] VALUES ('efa-einbuergerung:einbuergerung', 'EfA-Dienst Einbürgerung', 'EfA Einbürgerung', NULL, 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 1);
INSERT INTO [loesungen] VALUES ('efa-ekom21:AnmeldungEheschliessung', 'EfA-Dienst AnmeldungEheschliessung (ekom21)', 'EfA ekom21', 'ekom21', 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 1);
INSERT INTO [loesungen] VALUES ('efa-ekom21:Ehefaehigkeitszeugnis', 'EfA-Dienst Ehefaehigkeitszeugnis (ekom21)', 'EfA ekom21', 'ekom21', 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 1);
INSERT INTO [loesungen] VALUES ('efa-gemeinsamonline:FVP/FV/BASFI/Unterhaltsvorschuss', 'EfA-Dienst FVP/FV/BASFI/Unterhaltsvorschuss (gemeinsamonline)', 'EfA gemeinsamonline', 'Plattform in Hamburg', 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 1);
INSERT INTO [loesungen] VALUES ('efa-gemeinsamonline:UVORSCHUSS', 'EfA-Dienst UVORSCHUSS (gemeinsamonline)', 'EfA gemeinsamonline', 'Plattform in Hamburg', 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 1);
INSERT INTO [loesungen] VALUES ('efa-gemeinsamonline:VATMUTERSO', 'EfA-Dienst VATMUTERSO (gemeinsamonline)', 'EfA gemeinsamonline', 'Plattform in Hamburg', 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 1);
INSERT INTO [loesungen] VALUES ('efa-gemeinsamonline:WOGELAZUEA', 'EfA-Dienst WOGELAZUEA (gemeinsamonline)', 'EfA gemeinsamonline', 'Plattform in Hamburg', 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 4);
INSERT INTO [loesungen] VALUES ('efa-gemeinsamonline:WOGEMIZUEA', 'EfA-Dienst WOGEMIZUEA (gemeinsamonline)', 'EfA gemeinsamonline', 'Plattform in Hamburg', 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 1);
INSERT INTO [loesungen] VALUES ('eigenes-system:ajproxy.jena.de/Gek_online/fahr', 'Eigenes System Jena: Gek_online', 'Eigenes System', 'Stadt Jena', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 1);
INSERT INTO [loesungen] VALUES ('eigenes-system:ajproxy.jena.de/parkausweisbeantragen-flow', 'Eigenes System Jena: parkausweisbeantragen-flow', 'Eigenes System', 'Stadt Jena', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 1);
INSERT INTO [loesungen] VALUES ('eigenes-system:erfurt.de/od000003', 'Eigenes System: erfurt.de/od000003', 'Eigenes System', 'Kommune', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 1);
INSERT INTO [loesungen] VALUES ('eigenes-system:erfurt.de/od000007', 'Eigenes System: erfurt.de/od000007', 'Eigenes System', 'Kommune', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 1);
INSERT INTO [loesungen] VALUES ('eigenes-system:erfurt.de/od000008', 'Eigenes System: erfurt.de/od000008', 'Eigenes System', 'Kommune', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 1);
INSERT INTO [loesungen] VALUES ('eigenes-system:erfurt.de/od000023', 'Eigenes System: erfurt.de/od000023', 'Eigenes System', 'Kommune', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 1);
INSERT INTO [loesungen] VALUES ('eigenes-system:erfurt.de/od000035', 'Eigenes System: erfurt.de/od000035', 'Eigenes System', 'Kommune', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 1);
INSERT INTO [loesungen] VALUES ('i-kfz:ikfz', 'i-Kfz Thüringen', 'i-Kfz', 'Freistaat Thüringen, je Zulassungsbehörde', 'Ausprägung für die eigene Zulassungsbehörde beim Betreiber des Landes freischalten lassen, eintragen, verlinken.', 'gering', 2);
INSERT INTO [loesungen] VALUES ('thavel:354822', 'ThAVEL landesweit: Gewerbe abmelden', 'ThAVEL', 'Freistaat Thüringen', 'Gilt schon im ganzen Land: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('thavel:354824', 'ThAVEL landesweit: Gewerbe anmelden', 'ThAVEL', 'Freistaat Thüringen', 'Gilt schon im ganzen Land: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 4);
INSERT INTO [loesungen] VALUES ('thavel:354830', 'ThAVEL landesweit: Gewerbe ummelden', 'ThAVEL', 'Freistaat Thüringen', 'Gilt schon im ganzen Land: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('thavel:355218', 'ThAVEL landesweit: Reisegewerbekarte beantragen', 'ThAVEL', 'Freistaat Thüringen', 'Gilt schon im ganzen Land: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 5);
INSERT INTO [loesungen] VALUES ('thavel:99015007012000', 'ThAVEL-Verfahren: Schwerbehindertenausweis beantragen', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 1);
INSERT INTO [loesungen] VALUES ('thavel:99027002012000', 'ThAVEL-Verfahren: Geburtsurkunde beantragen', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 3);
INSERT INTO [loesungen] VALUES ('thavel:99050012104000', 'ThAVEL-Verfahren: Gewerbe anmelden', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 1);
INSERT INTO [loesungen] VALUES ('thavel:99059004012000', 'ThAVEL-Verfahren: Eheurkunde beantragen', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 3);
INSERT INTO [loesungen] VALUES ('thavel:99088011039000', 'ThAVEL-Verfahren: Schülerfahrtkosten', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 2);
INSERT INTO [loesungen] VALUES ('thavel:99089016008000', 'ThAVEL-Verfahren: Öffentliche Versammlung - anmelden', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 2);
INSERT INTO [loesungen] VALUES ('thavel:99090023276000', 'ThAVEL-Verfahren: Baumfällgenehmigung beantragen', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 1);
INSERT INTO [loesungen] VALUES ('thavel:99101004012000', 'ThAVEL-Verfahren: Sterbeurkunde eines Angehörigen beantragen', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 3);
INSERT INTO [loesungen] VALUES ('thavel:99102012002000', 'ThAVEL-Verfahren: Festsetzung der Grundsteuer', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 1);
INSERT INTO [loesungen] VALUES ('thavel:99102013104000', 'ThAVEL-Verfahren: Hundesteuer anmelden', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 1);
INSERT INTO [loesungen] VALUES ('thavel:99102017002000', 'ThAVEL-Verfahren: Zweitwohnungsteuer', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 1);
INSERT INTO [loesungen] VALUES ('thavel:99107022012000', 'ThAVEL-Verfahren: Wohnberechtigungsschein beantragen', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 1);
INSERT INTO [loesungen] VALUES ('thavel:99108001001000', 'ThAVEL-Verfahren: Parkausweis - Bewohnerparkausweis beantragen', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 2);
INSERT INTO [loesungen] VALUES ('thavel:99108011153000', 'ThAVEL-Verfahren: Sondernutzung von Straßen - Parkplatzabsperrung für Umzug beantragen', 'ThAVEL', 'Kommune, auf der Plattform des Landes', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 1);
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.1501684973', '99102013104000', 'thavel:99102013104000', '2080', 'thavelp.thueringen.de/thavelp/go/a/2080', 'Kommune', 'Der Link kommt nur in Weimar vor, und Weimar ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.1636260274', '99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'erfurt', 'online-dienste.erfurt.de/intelliform/forms/erfurt/67/anmeldung_sterbefall', 'Kommune', 'Der Link kommt nur in Erfurt vor, und Erfurt ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.1788916983', '99027002012000', 'thavel:99027002012000', '1273', 'thavelp.thueringen.de/thavelp/go/a/1273', 'Kommune', 'Der Link kommt nur in Jena vor, und Jena ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.192785438', '99027002012000', 'eigenes-system:erfurt.de/od000008', NULL, 'erfurt.de/od000008', 'Kommune', 'Der Link kommt nur in Erfurt vor, und Erfurt ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.192785438', '99059004012000', 'eigenes-system:erfurt.de/od000008', NULL, 'erfurt.de/od000008', 'Kommune', 'Der Link kommt nur in Erfurt vor, und Erfurt ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.2007336015', '99059004012000', 'thavel:99059004012000', '1274', 'thavelp.thueringen.de/thavelp/go/a/1274', 'Kommune', 'Der Link kommt nur in Jena vor, und Jena ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.209390998', '99059004012000', 'thavel:99059004012000', '5458', 'thavelp.thueringen.de/thavelp/go/a/5458', 'Kommune', 'Der Link kommt nur in Weimar vor, und Weimar ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.2479272239', '99101004012000', 'thavel:99101004012000', '1529', 'thavelp.thueringen.de/thavelp/go/a/1529', 'Kommune', 'Der Link kommt nur in Gera vor, und Gera ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.2613227919', '99008001012000', 'eigenes-system:erfurt.de/od000007', NULL, 'erfurt.de/od000007', 'Kommune', 'Der Link kommt nur in Erfurt vor, und Erfurt ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.2628744598', '99090023276000', 'eigenes-system:erfurt.de/od000003', NULL, 'erfurt.de/od000003', 'Kommune', 'Der Link kommt nur in Erfurt vor, und Erfurt ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.2692710173', '99027002012000', 'thavel:99027002012000', '1416', 'thavelp.thueringen.de/thavelp/go/a/1416', 'Kommune', 'Der Link kommt nur in Weimar vor, und Weimar ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.2782427273', '99101004012000', 'thavel:99101004012000', '1418', 'thavelp.thueringen.de/thavelp/go/a/1418', 'Kommune', 'Der Link kommt nur in Weimar vor, und Weimar ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.59527177', '99027002012000', 'thavel:99027002012000', '5741', 'thavelp.thueringen.de/thavelp/go/a/5741', 'Kommune', 'Der Link kommt nur in Gera vor, und Gera ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.813647927', '99090023276000', 'thavel:99090023276000', '7746', 'thavelp.thueringen.de/thavelp/go/a/7746', 'Kommune', 'Der Link kommt nur in Weimar vor, und Weimar ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.8241117', '99059004012000', 'thavel:99059004012000', '1363', 'thavelp.thueringen.de/thavelp/go/a/1363', 'Kommune', 'Der Link kommt nur in Gera vor, und Gera ist kreisfrei.', 'Verbreitung');
INSERT INTO [dienstbewertung] VALUES ('L100038.OD.980231492', '99101004012000', 'thavel:99101004012000', '1276', 'thavelp.thueringen.de/thavelp/go/a/1276', 'Kommune', 'Der Link kommt nur in Jena vor, und Jena ist kreisfrei.', 'Verbreitung');
INSERT INTO [luecken] VALUES ('99008001012000', 'Personalausweis beantragen', 'Querschnitt', 'fehlt', 'Andere bieten die Leistung online an, hier ist kein Onlinedienst gemeldet.', 'ja', 'Ausweise stellt die Gemeinde aus (Personalausweisbehörde). (§ 7 PAuswG mit Landesrecht)', 'belegt', 1, 0, 1, 'Erfurt');
INSERT INTO [luecken] VALUES ('99027002012000', 'Geburtsurkunde beantragen', 'Querschnitt', 'fehlt', 'Andere bieten die Leistung online an, hier ist kein Onlinedienst gemeldet.', 'ja', 'Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Urkunden: § 55 PStG)', 'belegt', 4, 0, 4, 'Erfurt, Jena, Gera, Weimar');
INSERT INTO [luecken] VALUES ('99059004012000', 'Eheurkunde beantragen', 'Familie & Kind', 'fehlt', 'Andere bieten die Leistung online an, hier ist kein Onlinedienst gemeldet.', 'ja', 'Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Eheschließung: §§ 11, 12 PStG, Urkunden: § 55 PStG)', 'belegt', 4, 0, 4, 'Erfurt, Jena, Gera, Weimar');
INSERT INTO [luecken] VALUES ('99090023276000', 'Baumfällgenehmigung beantragen', NULL, 'fehlt', 'Andere bieten die Leistung online an, hier ist kein Onlinedienst gemeldet.', 'ja', 'Über geschützte Bäume im Ort entscheidet die Gemeinde nach ihrer Baumschutzsatzung. (§ 29 BNatSchG mit kommunaler Satzung)', 'belegt', 2, 0, 2, 'Erfurt, Weimar');
INSERT INTO [luecken] VALUES ('99101004012000', 'Sterbeurkunde eines Angehörigen beantragen', 'Gesundheit', 'fehlt', 'Andere bieten die Leistung online an, hier ist kein Onlinedienst gemeldet.', 'ja', 'Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Sterbefälle: §§ 28 bis 31 PStG, Urkunden: § 55 PStG)', 'belegt', 4, 0, 4, 'Erfurt, Jena, Gera, Weimar');
INSERT INTO [luecken] VALUES ('99102013104000', 'Hundesteuer anmelden', 'Engagement & Hobby', 'nicht gemeldet', 'Die eigene Liste nennt den Onlinedienst, PVOG kennt ihn nicht.', 'ja', 'Die Hundesteuer ist eine Steuer der Gemeinde. (§ 5 ThürKAG; Art. 105 Abs. 2a GG)', 'belegt', 1, 0, 1, 'Weimar');
INSERT INTO [kandidaten] VALUES (1, '99027002012000', 'Geburtsurkunde beantragen', 'Querschnitt', 'Standesamt', 'fehlt', 'ja', 'thavel:99027002012000', 'ThAVEL-Verfahren: Geburtsurkunde beantragen', 'ThAVEL', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', '16055000', 'Weimar, Stadt', 'https://thavelp.thueringen.de/thavelp/portal/a3start/0/client/index.html?verfahrenId=1416&startAPI=https%253A%252F%252Fthavelp.thueringen.de%252Fthavelp%252Fportal%252Fa3start%252F232666%252Fapi1#/intro', 89.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an. 3 von 4 nutzen dafür diese Lösung. Aufwand der Übernahme: gering. Abschauen bei Weimar. Ohne Beleg und nicht mitgezählt: Nachfrage, Daten nur einmal, Link, Reife, Trend.', 'abgelehnt');
INSERT INTO [kandidaten] VALUES (2, '99059004012000', 'Eheurkunde beantragen', 'Familie & Kind', 'Standesamt', 'fehlt', 'ja', 'thavel:99059004012000', 'ThAVEL-Verfahren: Eheurkunde beantragen', 'ThAVEL', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', '16055000', 'Weimar, Stadt', 'https://thavelp.thueringen.de/thavelp/go/a/5458?c=bc', 89.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an. 3 von 4 nutzen dafür diese Lösung. Aufwand der Übernahme: gering. Abschauen bei Weimar. Ohne Beleg und nicht mitgezählt: Nachfrage, Daten nur einmal, Link, Reife, Trend.', 'offen');
INSERT INTO [kandidaten] VALUES (3, '99101004012000', 'Sterbeurkunde eines Angehörigen beantragen', 'Gesundheit', 'Standesamt', 'fehlt', 'ja', 'thavel:99101004012000', 'ThAVEL-Verfahren: Sterbeurkunde eines Angehörigen beantragen', 'ThAVEL', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', '16055000', 'Weimar, Stadt', 'https://thavelp.thueringen.de/thavelp/go/a/1418?c=bc', 89.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an. 3 von 4 nutzen dafür diese Lösung. Aufwand der Übernahme: gering. Abschauen bei Weimar. Ohne Beleg und nicht mitgezählt: Nachfrage, Daten nur einmal, Link, Reife, Trend.', 'offen');
INSERT INTO [kandidaten] VALUES (6, '99101004012000', 'Sterbeurkunde eines Angehörigen beantragen', 'Gesundheit', 'Standesamt', 'fehlt', 'ja', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'Formularserver intelliForm: 67/anmeldung_sterbefall', 'cit intelliForm', 'Gleichen Formularserver beschaffen oder mieten und das Formular übernehmen; sonst als ThAVEL-Verfahren nachbauen.', 'mittel bis hoch', '16051000', 'Erfurt, Stadt', 'https://online-dienste.erfurt.de/intelliform/forms/erfurt/67/anmeldung_sterbefall/index', 64.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an. 1 von 4 nutzt dafür diese Lösung. Aufwand der Übernahme: mittel bis hoch. Abschauen bei Erfurt. Ohne Beleg und nicht mitgezählt: Nachfrage, Daten nur einmal, Link, Reife, Trend.', 'offen');
INSERT INTO [kandidaten] VALUES (7, '99090023276000', 'Baumfällgenehmigung beantragen', NULL, 'Umwelt und Grünflächen', 'fehlt', 'ja', 'thavel:99090023276000', 'ThAVEL-Verfahren: Baumfällgenehmigung beantragen', 'ThAVEL', 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', '16055000', 'Weimar, Stadt', 'https://thavelp.thueringen.de/thavelp/go/a/7746?c=bc', 59.8, '2 von 4 erfassten anderen Verwaltungen bieten die Leistung online an. 1 von 4 nutzt dafür diese Lösung. Aufwand der Übernahme: gering. Abschauen bei Weimar. Ohne Beleg und nicht mitgezählt: Nachfrage, Pflicht, Daten nur einmal, Link, Reife, Trend.', 'offen');
INSERT INTO [kandidaten] VALUES (9, '99027002012000', 'Geburtsurkunde beantragen', 'Querschnitt', 'Standesamt', 'fehlt', 'ja', 'eigenes-system:erfurt.de/od000008', 'Eigenes System: erfurt.de/od000008', 'Eigenes System', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', '16051000', 'Erfurt, Stadt', 'https://erfurt.de/od000008', 58.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an. 1 von 4 nutzt dafür diese Lösung. Aufwand der Übernahme: hoch. Abschauen bei Erfurt. Ohne Beleg und nicht mitgezählt: Nachfrage, Daten nur einmal, Link, Reife, Trend.', 'abgelehnt');
INSERT INTO [kandidaten] VALUES (10, '99059004012000', 'Eheurkunde beantragen', 'Familie & Kind', 'Standesamt', 'fehlt', 'ja', 'eigenes-system:erfurt.de/od000008', 'Eigenes System: erfurt.de/od000008', 'Eigenes System', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', '16051000', 'Erfurt, Stadt', 'https://erfurt.de/od000008', 58.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an. 1 von 4 nutzt dafür diese Lösung. Aufwand der Übernahme: hoch. Abschauen bei Erfurt. Ohne Beleg und nicht mitgezählt: Nachfrage, Daten nur einmal, Link, Reife, Trend.', 'offen');
INSERT INTO [kandidaten] VALUES (19, '99090023276000', 'Baumfällgenehmigung beantragen', NULL, 'Umwelt und Grünflächen', 'fehlt', 'ja', 'eigenes-system:erfurt.de/od000003', 'Eigenes System: erfurt.de/od000003', 'Eigenes System', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', '16051000', 'Erfurt, Stadt', 'https://erfurt.de/od000003', 36.5, '2 von 4 erfassten anderen Verwaltungen bieten die Leistung online an. 1 von 4 nutzt dafür diese Lösung. Aufwand der Übernahme: hoch. Abschauen bei Erfurt. Ohne Beleg und nicht mitgezählt: Nachfrage, Pflicht, Daten nur einmal, Link, Reife, Trend.', 'offen');
INSERT INTO [kandidaten] VALUES (21, '99008001012000', 'Personalausweis beantragen', 'Querschnitt', 'Bürgerbüro', 'fehlt', 'ja', 'eigenes-system:erfurt.de/od000007', 'Eigenes System: erfurt.de/od000007', 'Eigenes System', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', '16051000', 'Erfurt, Stadt', 'https://erfurt.de/od000007', 35.5, '1 von 4 erfassten anderen Verwaltungen bietet die Leistung online an. 1 von 4 nutzt dafür diese Lösung. Aufwand der Übernahme: hoch. Abschauen bei Erfurt. Ohne Beleg und nicht mitgezählt: Nachfrage, Daten nur einmal, Link, Reife, Trend.', 'offen');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'aufwand', 0.1, 30.0, 3.0, 'Aufwand der Übernahme: hoch.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'bewaehrung', 0.25, 20.0, 5.0, '1 von 4 nutzt dafür diese Lösung.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'datensparsamkeit', NULL, 5.0, 0.0, 'Zu vergleichende Datenschemata sind nicht bekannt.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'link', NULL, 5.0, 0.0, 'Ob ein Link zum Ziel führt, ist nicht geprüft.', 'Prüfung der Links (thavel check links)');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'nachfrage', NULL, 15.0, 0.0, 'Fallzahlen der Kommune sind nicht bekannt.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'pflicht', 1.0, 10.0, 10.0, 'OZG-Leistung „Personalausweis“.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'reife', NULL, 5.0, 0.0, 'FIM-Bausteine dieser Leistung sind nicht bekannt.', 'FIM-Portal, Freigabestatus');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'trend', NULL, 5.0, 0.0, 'Noch keine Verwaltung ist lange genug beobachtet.', 'Änderungen im Katalog');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'verbreitung', 0.25, 30.0, 7.5, '1 von 4 erfassten anderen Verwaltungen bietet die Leistung online an.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [kandidat_punkte] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 'zustaendigkeit', 1.0, 10.0, 10.0, 'Zuständig: Ausweise stellt die Gemeinde aus (Personalausweisbehörde). (§ 7 PAuswG mit Landesrecht)', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'aufwand', 0.1, 30.0, 3.0, 'Aufwand der Übernahme: hoch.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'bewaehrung', 0.25, 20.0, 5.0, '1 von 4 nutzt dafür diese Lösung.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'datensparsamkeit', NULL, 5.0, 0.0, 'Zu vergleichende Datenschemata sind nicht bekannt.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'link', NULL, 5.0, 0.0, 'Ob ein Link zum Ziel führt, ist nicht geprüft.', 'Prüfung der Links (thavel check links)');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'nachfrage', NULL, 15.0, 0.0, 'Fallzahlen der Kommune sind nicht bekannt.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'pflicht', 1.0, 10.0, 10.0, 'OZG-Leistung „Geburtsurkunde und -bescheinigung“.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'reife', NULL, 5.0, 0.0, 'FIM-Bausteine dieser Leistung sind nicht bekannt.', 'FIM-Portal, Freigabestatus');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'trend', NULL, 5.0, 0.0, 'Noch keine Verwaltung ist lange genug beobachtet.', 'Änderungen im Katalog');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'verbreitung', 1.0, 30.0, 30.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 'zustaendigkeit', 1.0, 10.0, 10.0, 'Zuständig: Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Urkunden: § 55 PStG)', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'aufwand', 0.8, 30.0, 24.0, 'Aufwand der Übernahme: gering.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'bewaehrung', 0.75, 20.0, 15.0, '3 von 4 nutzen dafür diese Lösung.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'datensparsamkeit', NULL, 5.0, 0.0, 'Zu vergleichende Datenschemata sind nicht bekannt.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'link', NULL, 5.0, 0.0, 'Ob ein Link zum Ziel führt, ist nicht geprüft.', 'Prüfung der Links (thavel check links)');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'nachfrage', NULL, 15.0, 0.0, 'Fallzahlen der Kommune sind nicht bekannt.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'pflicht', 1.0, 10.0, 10.0, 'OZG-Leistung „Geburtsurkunde und -bescheinigung“.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'reife', NULL, 5.0, 0.0, 'FIM-Bausteine dieser Leistung sind nicht bekannt.', 'FIM-Portal, Freigabestatus');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'trend', NULL, 5.0, 0.0, 'Noch keine Verwaltung ist lange genug beobachtet.', 'Änderungen im Katalog');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'verbreitung', 1.0, 30.0, 30.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [kandidat_punkte] VALUES ('99027002012000', 'thavel:99027002012000', 'zustaendigkeit', 1.0, 10.0, 10.0, 'Zuständig: Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Urkunden: § 55 PStG)', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'aufwand', 0.1, 30.0, 3.0, 'Aufwand der Übernahme: hoch.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'bewaehrung', 0.25, 20.0, 5.0, '1 von 4 nutzt dafür diese Lösung.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'datensparsamkeit', NULL, 5.0, 0.0, 'Zu vergleichende Datenschemata sind nicht bekannt.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'link', NULL, 5.0, 0.0, 'Ob ein Link zum Ziel führt, ist nicht geprüft.', 'Prüfung der Links (thavel check links)');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'nachfrage', NULL, 15.0, 0.0, 'Fallzahlen der Kommune sind nicht bekannt.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'pflicht', 1.0, 10.0, 10.0, 'OZG-Leistung „Eheschließung und -beurkundung“.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'reife', NULL, 5.0, 0.0, 'FIM-Bausteine dieser Leistung sind nicht bekannt.', 'FIM-Portal, Freigabestatus');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'trend', NULL, 5.0, 0.0, 'Noch keine Verwaltung ist lange genug beobachtet.', 'Änderungen im Katalog');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'verbreitung', 1.0, 30.0, 30.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 'zustaendigkeit', 1.0, 10.0, 10.0, 'Zuständig: Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Eheschließung: §§ 11, 12 PStG, Urkunden: § 55 PStG)', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'aufwand', 0.8, 30.0, 24.0, 'Aufwand der Übernahme: gering.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'bewaehrung', 0.75, 20.0, 15.0, '3 von 4 nutzen dafür diese Lösung.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'datensparsamkeit', NULL, 5.0, 0.0, 'Zu vergleichende Datenschemata sind nicht bekannt.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'link', NULL, 5.0, 0.0, 'Ob ein Link zum Ziel führt, ist nicht geprüft.', 'Prüfung der Links (thavel check links)');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'nachfrage', NULL, 15.0, 0.0, 'Fallzahlen der Kommune sind nicht bekannt.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'pflicht', 1.0, 10.0, 10.0, 'OZG-Leistung „Eheschließung und -beurkundung“.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'reife', NULL, 5.0, 0.0, 'FIM-Bausteine dieser Leistung sind nicht bekannt.', 'FIM-Portal, Freigabestatus');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'trend', NULL, 5.0, 0.0, 'Noch keine Verwaltung ist lange genug beobachtet.', 'Änderungen im Katalog');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'verbreitung', 1.0, 30.0, 30.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [kandidat_punkte] VALUES ('99059004012000', 'thavel:99059004012000', 'zustaendigkeit', 1.0, 10.0, 10.0, 'Zuständig: Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Eheschließung: §§ 11, 12 PStG, Urkunden: § 55 PStG)', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'aufwand', 0.1, 30.0, 3.3, 'Aufwand der Übernahme: hoch.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'bewaehrung', 0.25, 20.0, 5.5, '1 von 4 nutzt dafür diese Lösung.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'datensparsamkeit', NULL, 5.0, 0.0, 'Zu vergleichende Datenschemata sind nicht bekannt.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'link', NULL, 5.0, 0.0, 'Ob ein Link zum Ziel führt, ist nicht geprüft.', 'Prüfung der Links (thavel check links)');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'nachfrage', NULL, 15.0, 0.0, 'Fallzahlen der Kommune sind nicht bekannt.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'pflicht', NULL, 10.0, 0.0, 'Ob die Leistung zum OZG oder zur EU-Verordnung 2018/1724 gehört, ist nicht bekannt.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'reife', NULL, 5.0, 0.0, 'FIM-Bausteine dieser Leistung sind nicht bekannt.', 'FIM-Portal, Freigabestatus');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'trend', NULL, 5.0, 0.0, 'Noch keine Verwaltung ist lange genug beobachtet.', 'Änderungen im Katalog');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'verbreitung', 0.5, 30.0, 16.6, '2 von 4 erfassten anderen Verwaltungen bieten die Leistung online an.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 'zustaendigkeit', 1.0, 10.0, 11.1, 'Zuständig: Über geschützte Bäume im Ort entscheidet die Gemeinde nach ihrer Baumschutzsatzung. (§ 29 BNatSchG mit kommunaler Satzung)', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'aufwand', 0.8, 30.0, 26.6, 'Aufwand der Übernahme: gering.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'bewaehrung', 0.25, 20.0, 5.5, '1 von 4 nutzt dafür diese Lösung.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'datensparsamkeit', NULL, 5.0, 0.0, 'Zu vergleichende Datenschemata sind nicht bekannt.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'link', NULL, 5.0, 0.0, 'Ob ein Link zum Ziel führt, ist nicht geprüft.', 'Prüfung der Links (thavel check links)');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'nachfrage', NULL, 15.0, 0.0, 'Fallzahlen der Kommune sind nicht bekannt.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'pflicht', NULL, 10.0, 0.0, 'Ob die Leistung zum OZG oder zur EU-Verordnung 2018/1724 gehört, ist nicht bekannt.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'reife', NULL, 5.0, 0.0, 'FIM-Bausteine dieser Leistung sind nicht bekannt.', 'FIM-Portal, Freigabestatus');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'trend', NULL, 5.0, 0.0, 'Noch keine Verwaltung ist lange genug beobachtet.', 'Änderungen im Katalog');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'verbreitung', 0.5, 30.0, 16.6, '2 von 4 erfassten anderen Verwaltungen bieten die Leistung online an.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [kandidat_punkte] VALUES ('99090023276000', 'thavel:99090023276000', 'zustaendigkeit', 1.0, 10.0, 11.1, 'Zuständig: Über geschützte Bäume im Ort entscheidet die Gemeinde nach ihrer Baumschutzsatzung. (§ 29 BNatSchG mit kommunaler Satzung)', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'aufwand', 0.3, 30.0, 9.0, 'Aufwand der Übernahme: mittel bis hoch.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'bewaehrung', 0.25, 20.0, 5.0, '1 von 4 nutzt dafür diese Lösung.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'datensparsamkeit', NULL, 5.0, 0.0, 'Zu vergleichende Datenschemata sind nicht bekannt.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'link', NULL, 5.0, 0.0, 'Ob ein Link zum Ziel führt, ist nicht geprüft.', 'Prüfung der Links (thavel check links)');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'nachfrage', NULL, 15.0, 0.0, 'Fallzahlen der Kommune sind nicht bekannt.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'pflicht', 1.0, 10.0, 10.0, 'OZG-Leistung „Sterbeurkunde“.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'reife', NULL, 5.0, 0.0, 'FIM-Bausteine dieser Leistung sind nicht bekannt.', 'FIM-Portal, Freigabestatus');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'trend', NULL, 5.0, 0.0, 'Noch keine Verwaltung ist lange genug beobachtet.', 'Änderungen im Katalog');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'verbreitung', 1.0, 30.0, 30.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 'zustaendigkeit', 1.0, 10.0, 10.0, 'Zuständig: Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Sterbefälle: §§ 28 bis 31 PStG, Urkunden: § 55 PStG)', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'aufwand', 0.8, 30.0, 24.0, 'Aufwand der Übernahme: gering.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'bewaehrung', 0.75, 20.0, 15.0, '3 von 4 nutzen dafür diese Lösung.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'datensparsamkeit', NULL, 5.0, 0.0, 'Zu vergleichende Datenschemata sind nicht bekannt.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'link', NULL, 5.0, 0.0, 'Ob ein Link zum Ziel führt, ist nicht geprüft.', 'Prüfung der Links (thavel check links)');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'nachfrage', NULL, 15.0, 0.0, 'Fallzahlen der Kommune sind nicht bekannt.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'pflicht', 1.0, 10.0, 10.0, 'OZG-Leistung „Sterbeurkunde“.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'reife', NULL, 5.0, 0.0, 'FIM-Bausteine dieser Leistung sind nicht bekannt.', 'FIM-Portal, Freigabestatus');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'trend', NULL, 5.0, 0.0, 'Noch keine Verwaltung ist lange genug beobachtet.', 'Änderungen im Katalog');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'verbreitung', 1.0, 30.0, 30.0, '4 von 4 erfassten anderen Verwaltungen bieten die Leistung online an.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [kandidat_punkte] VALUES ('99101004012000', 'thavel:99101004012000', 'zustaendigkeit', 1.0, 10.0, 10.0, 'Zuständig: Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Sterbefälle: §§ 28 bis 31 PStG, Urkunden: § 55 PStG)', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [leistungsstand] VALUES ('99008001012000', 'Personalausweis beantragen', 'Querschnitt', 'ja', 'Ausweise stellt die Gemeinde aus (Personalausweisbehörde). (§ 7 PAuswG mit Landesrecht)', 'belegt', 'nur anderswo online', 1);
INSERT INTO [leistungsstand] VALUES ('99027002012000', 'Geburtsurkunde beantragen', 'Querschnitt', 'ja', 'Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Urkunden: § 55 PStG)', 'belegt', 'nur anderswo online', 4);
INSERT INTO [leistungsstand] VALUES ('99059004012000', 'Eheurkunde beantragen', 'Familie & Kind', 'ja', 'Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Eheschließung: §§ 11, 12 PStG, Urkunden: § 55 PStG)', 'belegt', 'nur anderswo online', 4);
INSERT INTO [leistungsstand] VALUES ('99090023276000', 'Baumfällgenehmigung beantragen', NULL, 'ja', 'Über geschützte Bäume im Ort entscheidet die Gemeinde nach ihrer Baumschutzsatzung. (§ 29 BNatSchG mit kommunaler Satzung)', 'belegt', 'nur anderswo online', 2);
INSERT INTO [leistungsstand] VALUES ('99101004012000', 'Sterbeurkunde eines Angehörigen beantragen', 'Gesundheit', 'ja', 'Das Standesamt führt die Gemeinde. (§ 1 PStG mit Thüringer Ausführungsrecht; Sterbefälle: §§ 28 bis 31 PStG, Urkunden: § 55 PStG)', 'belegt', 'nur anderswo online', 4);
INSERT INTO [leistungsstand] VALUES ('99102013104000', 'Hundesteuer anmelden', 'Engagement & Hobby', 'ja', 'Die Hundesteuer ist eine Steuer der Gemeinde. (§ 5 ThürKAG; Art. 105 Abs. 2a GG)', 'belegt', 'nur anderswo online', 1);
INSERT INTO [abdeckung] VALUES ('16051000', 'Erfurt, Stadt', 0, 22, 12, 5, 11);
INSERT INTO [abdeckung] VALUES ('16052000', 'Gera, Stadt', 0, 22, 12, 5, 11);
INSERT INTO [abdeckung] VALUES ('16053000', 'Jena, Stadt', 0, 22, 11, 4, 11);
INSERT INTO [abdeckung] VALUES ('16055000', 'Weimar, Stadt', 0, 22, 14, 8, 11);
INSERT INTO [abdeckung] VALUES ('16063105', 'Eisenach, Stadt', 0, 22, 7, 0, 11);
INSERT INTO [bestandsabgleich] VALUES ('16063105', '99102013104000', 'Hundesteuer anmelden', 'nicht gemeldet', 'https://www.eisenach.de/hund', NULL, 'bestätigt', 'Die eigene Liste nennt den Onlinedienst, PVOG kennt ihn nicht.');
INSERT INTO [kandidat_geber] VALUES ('99008001012000', 'eigenes-system:erfurt.de/od000007', 1, '16051000', 'Erfurt, Stadt', 'kreisfrei, 218.793 Einwohner', 'https://erfurt.de/od000007', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99027002012000', 'eigenes-system:erfurt.de/od000008', 1, '16051000', 'Erfurt, Stadt', 'kreisfrei, 218.793 Einwohner', 'https://erfurt.de/od000008', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99027002012000', 'thavel:99027002012000', 1, '16055000', 'Weimar, Stadt', 'kreisfrei, 65.954 Einwohner', 'https://thavelp.thueringen.de/thavelp/portal/a3start/0/client/index.html?verfahrenId=1416&startAPI=https%253A%252F%252Fthavelp.thueringen.de%252Fthavelp%252Fportal%252Fa3start%252F232666%252Fapi1#/intro', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99027002012000', 'thavel:99027002012000', 2, '16052000', 'Gera, Stadt', 'kreisfrei, 95.608 Einwohner', 'https://thavelp.thueringen.de/thavelp/go/a/5741?c=bc', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99027002012000', 'thavel:99027002012000', 3, '16053000', 'Jena, Stadt', 'kreisfrei, 109.725 Einwohner', 'https://thavelp.thueringen.de/thavelp/go/a/1273?c=bc', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99059004012000', 'eigenes-system:erfurt.de/od000008', 1, '16051000', 'Erfurt, Stadt', 'kreisfrei, 218.793 Einwohner', 'https://erfurt.de/od000008', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99059004012000', 'thavel:99059004012000', 1, '16055000', 'Weimar, Stadt', 'kreisfrei, 65.954 Einwohner', 'https://thavelp.thueringen.de/thavelp/go/a/5458?c=bc', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99059004012000', 'thavel:99059004012000', 2, '16052000', 'Gera, Stadt', 'kreisfrei, 95.608 Einwohner', 'https://thavelp.thueringen.de/thavelp/go/a/1363?c=bc', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99059004012000', 'thavel:99059004012000', 3, '16053000', 'Jena, Stadt', 'kreisfrei, 109.725 Einwohner', 'https://thavelp.thueringen.de/thavelp/go/a/1274?c=bc', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99090023276000', 'eigenes-system:erfurt.de/od000003', 1, '16051000', 'Erfurt, Stadt', 'kreisfrei, 218.793 Einwohner', 'https://erfurt.de/od000003', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99090023276000', 'thavel:99090023276000', 1, '16055000', 'Weimar, Stadt', 'kreisfrei, 65.954 Einwohner', 'https://thavelp.thueringen.de/thavelp/go/a/7746?c=bc', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99101004012000', 'cit-intelliform:online-dienste.erfurt.de/67/anmeldung_sterbefall', 1, '16051000', 'Erfurt, Stadt', 'kreisfrei, 218.793 Einwohner', 'https://online-dienste.erfurt.de/intelliform/forms/erfurt/67/anmeldung_sterbefall/index', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99101004012000', 'thavel:99101004012000', 1, '16055000', 'Weimar, Stadt', 'kreisfrei, 65.954 Einwohner', 'https://thavelp.thueringen.de/thavelp/go/a/1418?c=bc', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99101004012000', 'thavel:99101004012000', 2, '16052000', 'Gera, Stadt', 'kreisfrei, 95.608 Einwohner', 'https://thavelp.thueringen.de/thavelp/go/a/1529?c=bc', NULL, NULL);
INSERT INTO [kandidat_geber] VALUES ('99101004012000', 'thavel:99101004012000', 3, '16053000', 'Jena, Stadt', 'kreisfrei, 109.725 Einwohner', 'https://thavelp.thueringen.de/thavelp/go/a/1276?c=bc', NULL, NULL);
INSERT INTO [trichter] VALUES ('Bauen & Wohnen', '16063105', 'Eisenach, Stadt', 5, 5, 2, 2, 0, 0);
INSERT INTO [trichter] VALUES ('Engagement & Hobby', '16063105', 'Eisenach, Stadt', 1, 1, 0, 0, 0, 0);
INSERT INTO [trichter] VALUES ('Familie & Kind', '16063105', 'Eisenach, Stadt', 4, 4, 0, 0, 0, 0);
INSERT INTO [trichter] VALUES ('Gesundheit', '16063105', 'Eisenach, Stadt', 1, 1, 0, 0, 0, 0);
INSERT INTO [trichter] VALUES ('Mobilität & Reisen', '16063105', 'Eisenach, Stadt', 1, 1, 0, 0, 0, 0);
INSERT INTO [trichter] VALUES ('Querschnitt', '16063105', 'Eisenach, Stadt', 5, 5, 1, 1, 0, 0);
INSERT INTO [trichter] VALUES ('Steuern & Zoll', '16063105', 'Eisenach, Stadt', 1, 1, 1, 1, 0, 0);
INSERT INTO [trichter] VALUES ('Unternehmensführung & -entwicklung', '16063105', 'Eisenach, Stadt', 3, 3, 3, 3, 0, 0);
INSERT INTO [trichter] VALUES ('alle', '16063105', 'Eisenach, Stadt', 22, 22, 7, 7, 0, 0);
INSERT INTO [trichter] VALUES ('ohne Themenfeld', '16063105', 'Eisenach, Stadt', 1, 1, 0, 0, 0, 0);
INSERT INTO [lueckenstand] VALUES ('16063105', '99008001012000', 'Personalausweis beantragen', 'fehlt', 'ja');
INSERT INTO [lueckenstand] VALUES ('16063105', '99027002012000', 'Geburtsurkunde beantragen', 'fehlt', 'ja');
INSERT INTO [lueckenstand] VALUES ('16063105', '99059004012000', 'Eheurkunde beantragen', 'fehlt', 'ja');
INSERT INTO [lueckenstand] VALUES ('16063105', '99090023276000', 'Baumfällgenehmigung beantragen', 'fehlt', 'ja');
INSERT INTO [lueckenstand] VALUES ('16063105', '99101004012000', 'Sterbeurkunde eines Angehörigen beantragen', 'fehlt', 'ja');
INSERT INTO [lueckenstand] VALUES ('16063105', '99102013104000', 'Hundesteuer anmelden', 'nicht gemeldet', 'ja');
INSERT INTO [vergleichsstand] VALUES ('99008001012000', 'dfcad3201d8d6a035a0fe66957e6d1e0443a7054ad2c27c936f0bfbc0a3dbeb9', '[["L100038.OD.2613227919","https://erfurt.de/od000007","16051000"]]');
INSERT INTO [vergleichsstand] VALUES ('99027002012000', 'ddc14b2ab6307bff5f58fc5068aabd18e9684099c56b943e0eac0ca22b70ee2a', '[["L100038.OD.1788916983","https://thavelp.thueringen.de/thavelp/go/a/1273?c=bc","16053000"],["L100038.OD.192785438","https://erfurt.de/od000008","16051000"],["L100038.OD.2692710173","https://thavelp.thueringen.de/thavelp/portal/a3start/0/client/index.html?verfahrenId=1416&startAPI=https%253A%252F%252Fthavelp.thueringen.de%252Fthavelp%252Fportal%252Fa3start%252F232666%252Fapi1#/intro","16055000"],["L100038.OD.59527177","https://thavelp.thueringen.de/thavelp/go/a/5741?c=bc","16052000"]]');
INSERT INTO [vergleichsstand] VALUES ('99059004012000', '06ccd7214a802f725f047db9e67cb341d460eff8ac177d840d90839e3143e50c', '[["L100038.OD.192785438","https://erfurt.de/od000008","16051000"],["L100038.OD.2007336015","https://thavelp.thueringen.de/thavelp/go/a/1274?c=bc","16053000"],["L100038.OD.209390998","https://thavelp.thueringen.de/thavelp/go/a/5458?c=bc","16055000"],["L100038.OD.8241117","https://thavelp.thueringen.de/thavelp/go/a/1363?c=bc","16052000"]]');
INSERT INTO [vergleichsstand] VALUES ('99090023276000', 'c2dfacf2b3564dd2902457b1badf7bf03a4335205767c8c91824f2cee295ed1a', '[["L100038.OD.2628744598","https://erfurt.de/od000003","16051000"],["L100038.OD.813647927","https://thavelp.thueringen.de/thavelp/go/a/7746?c=bc","16055000"]]');
INSERT INTO [vergleichsstand] VALUES ('99101004012000', '45a515fc43cc45e3c4f743506897d87c3442a65d25de4670f4a09a0f7798c7f4', '[["L100038.OD.1636260274","https://online-dienste.erfurt.de/intelliform/forms/erfurt/67/anmeldung_sterbefall/index","16051000"],["L100038.OD.2479272239","https://thavelp.thueringen.de/thavelp/go/a/1529?c=bc","16052000"],["L100038.OD.2782427273","https://thavelp.thueringen.de/thavelp/go/a/1418?c=bc","16055000"],["L100038.OD.980231492","https://thavelp.thueringen.de/thavelp/go/a/1276?c=bc","16053000"]]');
INSERT INTO [vergleichsstand] VALUES ('99102013104000', '6477849ff4c0e10043ebcde7c3223b52e360a00264a8750d3a58acdc40e90e00', '[["L100038.OD.1501684973","https://thavelp.thueringen.de/thavelp/go/a/2080","16055000"]]');
INSERT INTO [lueckenverlauf] VALUES (1, '2026-11-28T10:06:10Z', '16063105', NULL, NULL, 'Erstvergleich', NULL, '26 Lücken', NULL);
INSERT INTO [lueckenverlauf] VALUES (2, '2026-11-28T10:07:53Z', '16063105', '99102013104000', 'Hundesteuer anmelden', 'Art geändert', 'fehlt', 'nicht gemeldet', 'Die eigene Liste nennt den Onlinedienst, PVOG kennt ihn nicht.');
INSERT INTO [korrekturen] VALUES ('kommunen', '16077043', 'einwohner', '411', '13953', 'Das Register nennt für Schmölln nur die Einwohner von Dobitschen, das zum 01.01.2026 eingegliedert wurde.', 'Gemeindeverzeichnis, Stand 31.03.2026; Flächenbilanz gegen GV100AD 30.11.2023');
INSERT INTO [korrekturen] VALUES ('kommunen', '16077043', 'flaeche_ha', '655', '10108', 'Das Register nennt für Schmölln nur die Fläche von Dobitschen; richtig ist die Summe aus 9.453 und 655 Hektar.', 'GV100AD 30.11.2023 und 28.02.2026');
INSERT INTO [korrekturen] VALUES ('verwaltungen', '160770043', 'typ', NULL, 'Verbandsfreie Gemeinde', 'Dem Verbandssatz von Schmölln fehlt im Register die Art; der Schlüssel 0043 ist der einer verbandsfreien Gemeinde.', 'GV100AD 28.02.2026, Aufbau des Regionalschlüssels');
INSERT INTO [gebietsaenderungen] VALUES ('16056000', 'Eisenach, Stadt (kreisfrei)', '16063105', '2021-07-01', 'Schlüssel- und Kreiswechsel', 'Thüringen, Eingliederung in den Wartburgkreis zum 01.07.2021; LAU-Listen 2021 und 2022');
INSERT INTO [gebietsaenderungen] VALUES ('16061007', 'Birkenfelde', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061028', 'Eichstruth', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061039', 'Glasehausen', '16061045', NULL, 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061049', 'Hohes Kreuz', '16061045', NULL, 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061065', 'Lenterode', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061067', 'Lutter', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061068', 'Mackenrode', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061077', 'Röhrig', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061084', 'Schönhagen', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061091', 'Steinheuterode', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061096', 'Thalwenden', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061097', 'Uder', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16061111', 'Wüstheuterode', '16061119', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16063028', 'Frankenroda', '16063104', NULL, 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16063037', 'Hallungen', '16064074', NULL, 'Eingliederung mit Kreiswechsel', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16064055', 'Rodeberg', '16061118', NULL, 'Aufteilung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16064055', 'Rodeberg', '16064046', NULL, 'Aufteilung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16064058', 'Schönstedt', '16064076', NULL, 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16066073', 'Sülzfeld', '16066042', NULL, 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16067036', 'Herrenhof', '16067092', NULL, 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16071038', 'Kiliansroda', '16071056', '2026-01-01', 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026; Tag angenommen');
INSERT INTO [gebietsaenderungen] VALUES ('16071042', 'Kleinschwabhausen', '16071025', '2026-01-01', 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026; Tag angenommen');
INSERT INTO [gebietsaenderungen] VALUES ('16071055', 'Mechelroda', '16071056', '2026-01-01', 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026; Tag angenommen');
INSERT INTO [gebietsaenderungen] VALUES ('16076004', 'Berga/Elster, Stadt', '16076094', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16076084', 'Wünschendorf/Elster', '16076094', '2024-01-01', 'Neubildung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026');
INSERT INTO [gebietsaenderungen] VALUES ('16077003', 'Dobitschen', '16077043', '2026-01-01', 'Eingliederung', 'Flächenbilanz GV100AD 30.11.2023 gegen 28.02.2026; Tag angenommen');
INSERT INTO [alte_schluessel] VALUES ('160560000000', '16063105', '2021-06-30', 'Eisenach als kreisfreie Stadt, bis zur Eingliederung in den Wartburgkreis');
INSERT INTO [alte_schluessel] VALUES ('160615051097', '16061119', NULL, 'Uder, abweichender Schlüssel in anderen Quellen');
INSERT INTO [alte_schluessel] VALUES ('160775052043', '16077043', NULL, 'Schmölln als erfüllende Gemeinde; im GV100AD 28.02.2026 nicht mehr');
INSERT INTO [koordinaten] VALUES ('16051000', 50.98333, 11.02049, 'BKG VG250');
INSERT INTO [koordinaten] VALUES ('16052000', 50.89392, 12.08287, 'BKG VG250');
INSERT INTO [koordinaten] VALUES ('16053000', 50.92433, 11.5871, 'BKG VG250');
INSERT INTO [koordinaten] VALUES ('16055000', 50.97828, 11.31802, 'BKG VG250');
INSERT INTO [koordinaten] VALUES ('16063105', 50.98974, 10.30029, 'BKG VG250');
INSERT INTO [loesungsmuster] VALUES ('arbeitsagentur', 160, '*.arbeitsagentur.de', '^(?P<dienst>/[^?#]*)', '{host}{dienst}', '{host}{dienst}', 'Bundesagentur für Arbeit online', 'Bundesweiter Dienst', 'Bundesagentur für Arbeit', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://www.arbeitsagentur.de/link/ozg3-078', 'www.arbeitsagentur.de/link/ozg3-078', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('bafoeg', 130, '*.bafoeg-digital.de', '^', '{host}', '{host}', 'BAföG Digital', 'Bundesweiter Dienst', NULL, 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://www.bafoeg-digital.de/', 'www.bafoeg-digital.de', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('bund', 200, '*.bund.de', '^(?P<dienst>/[^?#]*)', '{host}{dienst}', '{host}{dienst}', 'Dienst des Bundes ({host})', 'Bundesweiter Dienst', 'Bund', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://www.bva.bund.de/DE/start.html', 'www.bva.bund.de/DE/start.html', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('bundesjustizamt', 170, '*.bundesjustizamt.de', '^(?P<dienst>/[^?#]*)', '{host}{dienst}', '{host}{dienst}', 'Bundesamt für Justiz online', 'Bundesweiter Dienst', 'Bundesamt für Justiz', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://www.bundesjustizamt.de/DE/Themen/ZentraleRegister/Gewerbezentralregister/Gewerbezentralregister_node.html', 'www.bundesjustizamt.de/DE/Themen/ZentraleRegister/Gewerbezentralregister/Gewerbezentralregister_node.html', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('efa-einbuergerung', 70, 'antragsservice-einbuergerung.de', '^/(?P<instanz>\d{5,12})', 'einbuergerung', 'antragsservice-einbuergerung.de/{instanz}', 'EfA-Dienst Einbürgerung', 'EfA Einbürgerung', NULL, NULL, 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 'https://antragsservice-einbuergerung.de/16055000', 'antragsservice-einbuergerung.de/16055000', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('efa-gemeinsamonline', 80, 'serviceportal.gemeinsamonline.de', '^/Onlinedienste/Service/Entry/(?P<dienst>[A-Za-z0-9_-]+)', '{dienst}', 'serviceportal.gemeinsamonline.de/Onlinedienste/Service/Entry/{dienst}', 'EfA-Dienst {dienst} (gemeinsamonline)', 'EfA gemeinsamonline', 'Plattform in Hamburg', NULL, 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 'https://serviceportal.gemeinsamonline.de/Onlinedienste/Service/Entry/WOGELAZUEA', 'serviceportal.gemeinsamonline.de/Onlinedienste/Service/Entry/WOGELAZUEA', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('efa-gemeinsamonline-pfad', 90, 'serviceportal.gemeinsamonline.de', '^/Onlinedienste/(?P<dienst>[^?#]+?)/?(?:[?#]|$)', '{dienst}', 'serviceportal.gemeinsamonline.de/Onlinedienste/{dienst}', 'EfA-Dienst {dienst} (gemeinsamonline)', 'EfA gemeinsamonline', 'Plattform in Hamburg', NULL, 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 'https://serviceportal.gemeinsamonline.de/Onlinedienste/FVP/FV/BASFI/Unterhaltsvorschuss/', 'serviceportal.gemeinsamonline.de/Onlinedienste/FVP/FV/BASFI/Unterhaltsvorschuss', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('efa-personenstand', 60, 'portal-civ-efa.ekom21.de', '^/civ-efa[^?]*\?(?=(?:.*&)?oe=[^&#]*?(?P<instanz>\d{8})(?:&|#|$))(?=(?:.*&)?cc_key=(?P<dienst>[^&#]+))', '{dienst}', 'portal-civ-efa.ekom21.de?oe={instanz}&cc_key={dienst}', 'EfA-Dienst {dienst} (ekom21)', 'EfA ekom21', 'ekom21', 'Kommune', 'Als EfA-Dienst über das Land anbinden (Thüringen trägt Betrieb und Anschluss), dann eintragen und verlinken.', 'gering bis mittel', 'https://portal-civ-efa.ekom21.de/civ-efa-sta.public/start.html?oe=00.00.EHE.16052000&mode=cc&cc_key=AnmeldungEheschliessung', 'portal-civ-efa.ekom21.de?oe=16052000&cc_key=AnmeldungEheschliessung', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('eigenes-system', 240, '*.{kommune}.de', '^(?P<dienst>/[^?#]*)', '{host}{dienst}', '{host}{dienst}', 'Eigenes System: {host}{dienst}', 'Eigenes System', 'Kommune', 'Kommune', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 'https://erfurt.de/od000008', 'erfurt.de/od000008', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('eigenes-system-stadt', 250, '*.stadt-{kommune}.de', '^(?P<dienst>/[^?#]*)', '{host}{dienst}', '{host}{dienst}', 'Eigenes System: {host}{dienst}', 'Eigenes System', 'Kommune', 'Kommune', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 'https://stadt-erfurt.de/antrag', 'stadt-erfurt.de/antrag', 'Übliche Form kommunaler Hostnamen, etwa stadt-altenburg.de');
INSERT INTO [loesungsmuster] VALUES ('elster', 150, '*.elster.de', '^(?P<dienst>/[^?#]*)', '{host}{dienst}', '{host}{dienst}', 'ELSTER', 'Bundesweiter Dienst', 'Steuerverwaltungen von Bund und Ländern', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://www.elster.de/eportal/start', 'www.elster.de/eportal/start', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('elterngeld', 110, '*.elterngeld-digital.de', '^', '{host}', '{host}', 'Elterngeld Digital', 'Bundesweiter Dienst', 'Bund', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://www.elterngeld-digital.de/ams/Elterngeld', 'www.elterngeld-digital.de', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('fuehrungszeugnis', 140, '*.fuehrungszeugnis.bund.de', '^', '{host}', '{host}', 'Führungszeugnis online', 'Bundesweiter Dienst', 'Bundesamt für Justiz', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://www.fuehrungszeugnis.bund.de/', 'www.fuehrungszeugnis.bund.de', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('gkv', 180, 'bundesportal.gkv-spitzenverband.de', '^/\?(?:.*&)?ID=(?P<dienst>\d+)', '{host}{dienst}', '{host}?ID={dienst}', 'Bundesportal der gesetzlichen Krankenkassen', 'Bundesweiter Dienst', 'GKV-Spitzenverband', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://bundesportal.gkv-spitzenverband.de/?ID=21', 'bundesportal.gkv-spitzenverband.de?ID=21', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('ikfz', 50, 'ikfz.ikfz-thueringen.de', '^/i4/ikfz4/?\?(?:.*&)?LICENSEIDENTIFIER=(?P<instanz>[^&#]+)', 'ikfz', 'ikfz.ikfz-thueringen.de/i4/ikfz4?LICENSEIDENTIFIER={instanz}', 'i-Kfz Thüringen', 'i-Kfz', 'Freistaat Thüringen, je Zulassungsbehörde', NULL, 'Ausprägung für die eigene Zulassungsbehörde beim Betreiber des Landes freischalten lassen, eintragen, verlinken.', 'gering', 'https://ikfz.ikfz-thueringen.de/i4/ikfz4/?LICENSEIDENTIFIER=weimar_stadt', 'ikfz.ikfz-thueringen.de/i4/ikfz4?LICENSEIDENTIFIER=weimar_stadt', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('intelliform', 210, '*', '^/intelliform/forms/(?P<instanz>[^/?#]+)/(?P<dienst>[^?#]+?)(?:/index)?/?(?:[?#]|$)', '{host}/{dienst}', '{host}/intelliform/forms/{instanz}/{dienst}', 'Formularserver intelliForm: {dienst}', 'cit intelliForm', 'Kommune', 'Kommune', 'Gleichen Formularserver beschaffen oder mieten und das Formular übernehmen; sonst als ThAVEL-Verfahren nachbauen.', 'mittel bis hoch', 'https://online-dienste.erfurt.de/intelliform/forms/erfurt/67/anmeldung_sterbefall/index', 'online-dienste.erfurt.de/intelliform/forms/erfurt/67/anmeldung_sterbefall', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('jena-olav', 220, 'ajproxy.jena.de', '^/olav/olav\.htm\?(?:.*&)?_flowId=(?P<dienst>[^&#]+)', '{host}/{dienst}', 'ajproxy.jena.de/olav/olav.htm?_flowId={dienst}', 'Eigenes System Jena: {dienst}', 'Eigenes System', 'Stadt Jena', 'Kommune', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 'https://ajproxy.jena.de/olav/olav.htm?_flowId=parkausweisbeantragen-flow&_flowExecutionKey=e1s1', 'ajproxy.jena.de/olav/olav.htm?_flowId=parkausweisbeantragen-flow', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('jena-online', 230, 'ajproxy.jena.de', '^/online/(?P<dienst>[^?#]+)\?(?:.*&)?instance=(?P<instanz>[^&#]+)', '{host}/{dienst}/{instanz}', 'ajproxy.jena.de/online/{dienst}?instance={instanz}', 'Eigenes System Jena: {dienst}', 'Eigenes System', 'Stadt Jena', 'Kommune', 'Bei der Stadt nach Formular oder Quelltext fragen; sonst die Leistung als ThAVEL-Verfahren nachbauen.', 'hoch', 'https://ajproxy.jena.de/online/Gek_online?type=antragStart&instance=fahr', 'ajproxy.jena.de/online/Gek_online?instance=fahr', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('rentenversicherung', 190, '*.deutsche-rentenversicherung.de', '^(?P<dienst>/[^?#]*)', '{host}{dienst}', '{host}{dienst}', 'Online-Dienste der Deutschen Rentenversicherung', 'Bundesweiter Dienst', 'Deutsche Rentenversicherung', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://www.deutsche-rentenversicherung.de/DRV/DE/Online-Services/online-services_node.html', 'www.deutsche-rentenversicherung.de/DRV/DE/Online-Services/online-services_node.html', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('thavel-landesweit', 10, 'thavel.thueringen.de', '^/thavel/portal\?(?:.*&)?aid=(?P<dienst>\d+)', '{dienst}', 'thavel.thueringen.de/thavel/portal?f=leistung&aid={dienst}', 'ThAVEL landesweit: {titel}', 'ThAVEL', 'Freistaat Thüringen', 'Land', 'Gilt schon im ganzen Land: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://thavel.thueringen.de/thavel/portal?f=leistung&aid=354824', 'thavel.thueringen.de/thavel/portal?f=leistung&aid=354824', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('thavel-verfahren', 20, 'thavelp.thueringen.de', '^/thavelp/go/a/(?P<instanz>\d+)', '{leistung}', 'thavelp.thueringen.de/thavelp/go/a/{instanz}', 'ThAVEL-Verfahren: {titel}', 'ThAVEL', 'Kommune, auf der Plattform des Landes', NULL, 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 'https://thavelp.thueringen.de/thavelp/go/a/7746?c=bc', 'thavelp.thueringen.de/thavelp/go/a/7746', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('thavel-verfahren-a3', 30, 'thavelp.thueringen.de', '^/thavelp/portal/a3start/[^?]*\?(?:.*&)?verfahrenId=(?P<instanz>\d+)', '{leistung}', 'thavelp.thueringen.de/thavelp/go/a/{instanz}', 'ThAVEL-Verfahren: {titel}', 'ThAVEL', 'Kommune, auf der Plattform des Landes', NULL, 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 'https://thavelp.thueringen.de/thavelp/portal/a3start/0/client/index.html?verfahrenId=1416&startAPI=x#/intro', 'thavelp.thueringen.de/thavelp/go/a/1416', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('thavel-verfahren-zs', 40, 'thavelp.thueringen.de', '^/thavelp/portal/zs/(?P<instanz>\d+)', '{leistung}', 'thavelp.thueringen.de/thavelp/portal/zs/{instanz}', 'ThAVEL-Verfahren: {titel}', 'ThAVEL', 'Kommune, auf der Plattform des Landes', NULL, 'GovAPP im App-Katalog des Behördenschreibtischs installieren und einrichten, im Zuständigkeitsfinder eintragen, auf der eigenen Website verlinken.', 'gering', 'https://thavelp.thueringen.de/thavelp/portal/zs/252533/start?pe=2838', 'thavelp.thueringen.de/thavelp/portal/zs/252533', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('unterhaltsvorschuss', 120, '*.unterhaltsvorschuss-online.de', '^', '{host}', '{host}', 'Unterhaltsvorschuss online', 'Bundesweiter Dienst', NULL, 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://www.unterhaltsvorschuss-online.de/', 'www.unterhaltsvorschuss-online.de', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [loesungsmuster] VALUES ('wohnsitzanmeldung', 100, 'wohnsitzanmeldung.gov.de', '^', '{host}', '{host}', 'Elektronische Wohnsitzanmeldung', 'Bundesweiter Dienst', 'Freie und Hansestadt Hamburg für alle Länder', 'Bund', 'Gilt schon bundesweit: Eintrag im Zuständigkeitsfinder prüfen und auf der eigenen Website verlinken.', 'sehr gering', 'https://wohnsitzanmeldung.gov.de/', 'wohnsitzanmeldung.gov.de', 'Links im PVOG, Stand 04.10.2026');
INSERT INTO [linkparameter] VALUES ('_flowexecutionkey', 'Sitzung (Spring Web Flow)', 'Links im PVOG, Stand 04.10.2026 (Jena)');
INSERT INTO [linkparameter] VALUES ('c', 'Kontakt oder Kanal, über den der Link gefunden wurde', 'Links im PVOG, Stand 04.10.2026 (ThAVEL, c=bc)');
INSERT INTO [linkparameter] VALUES ('jsessionid', 'Sitzung (Java-Webserver)', 'Jakarta Servlet, Sitzungsverfolgung');
INSERT INTO [linkparameter] VALUES ('phpsessid', 'Sitzung (PHP)', 'PHP-Handbuch, session.name');
INSERT INTO [linkparameter] VALUES ('sid', 'Sitzung', 'verbreiteter Name der Sitzungskennung');
INSERT INTO [linkparameter] VALUES ('utm_campaign', 'Werbung: Kampagne', 'verbreitete Messparameter');
INSERT INTO [linkparameter] VALUES ('utm_medium', 'Werbung: Weg', 'verbreitete Messparameter');
INSERT INTO [linkparameter] VALUES ('utm_source', 'Werbung: Herkunft', 'verbreitete Messparameter');
INSERT INTO [aufwandsstufen] VALUES ('gering', 0.8, 'Fertige Anwendung auf der Plattform des Landes einrichten', 'ThAVEL: App-Katalog, berichtete Einrichtungszeit etwa 15 Minuten');
INSERT INTO [aufwandsstufen] VALUES ('gering bis mittel', 0.6, 'EfA-Dienst über das Land anbinden', 'OZG, Einer-für-alle-Dienste; Thüringen trägt Betrieb und Anschluss');
INSERT INTO [aufwandsstufen] VALUES ('hoch', 0.1, 'Eigenentwicklung einer anderen Kommune übernehmen oder nachbauen', 'Wege der Nachnutzung in Thüringen');
INSERT INTO [aufwandsstufen] VALUES ('mittel bis hoch', 0.3, 'Produkt beschaffen oder mieten', 'Wege der Nachnutzung in Thüringen');
INSERT INTO [aufwandsstufen] VALUES ('sehr gering', 1.0, 'Gilt schon; nur Eintrag und Verlinkung prüfen', 'Wege der Nachnutzung in Thüringen');
INSERT INTO [aufwandsstufen] VALUES ('unbekannt', NULL, 'Die Lösung hinter dem Link ist noch nicht bestimmt', 'Kein Linkmuster passt');
INSERT INTO [zustaendigkeiten] VALUES ('99008', 'Gemeinde', 'belegt', 'Ausweise stellt die Gemeinde aus (Personalausweisbehörde).', '§ 7 PAuswG mit Landesrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99010', 'Kreis', 'belegt', 'Ausländerbehörden sind die Landkreise und kreisfreien Städte.', '§ 71 AufenthG mit Thüringer Zuständigkeitsrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99012002', 'Kreis', 'angenommen', 'Abgeschlossenheit bescheinigt die untere Bauaufsichtsbehörde; ob die Stadt eine ist, ist zu prüfen.', '§ 7 WEG; ThürBO');
INSERT INTO [zustaendigkeiten] VALUES ('99012068', 'Kreis', 'angenommen', 'Bauvorbescheide erteilt die untere Bauaufsichtsbehörde; ob die Stadt eine ist, ist zu prüfen.', 'ThürBO');
INSERT INTO [zustaendigkeiten] VALUES ('99012070', 'Kreis', 'angenommen', 'Baugenehmigungen erteilt die untere Bauaufsichtsbehörde; ob die Stadt eine ist, ist zu prüfen.', 'ThürBO');
INSERT INTO [zustaendigkeiten] VALUES ('99015007', 'Kreis', 'belegt', 'Schwerbehindertenausweise stellen die Landkreise und kreisfreien Städte aus.', '§ 152 SGB IX mit Thüringer Zuständigkeitsrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99022001', 'Land', 'belegt', 'Ausbildungsförderung für Studierende bewilligt das Studierendenwerk im Auftrag des Landes.', '§§ 40, 41 BAföG');
INSERT INTO [zustaendigkeiten] VALUES ('99027', 'Gemeinde', 'belegt', 'Das Standesamt führt die Gemeinde.', '§ 1 PStG mit Thüringer Ausführungsrecht; Urkunden: § 55 PStG');
INSERT INTO [zustaendigkeiten] VALUES ('99036', 'Kreis', 'belegt', 'Zulassungsbehörden sind die Landkreise und kreisfreien Städte.', '§ 10 StVRZustÜV TH mit Fahrzeug-Zulassungsverordnung');
INSERT INTO [zustaendigkeiten] VALUES ('99038', 'Bund', 'belegt', 'Arbeitslosengeld zahlt die Bundesagentur für Arbeit.', '§ 368 SGB III');
INSERT INTO [zustaendigkeiten] VALUES ('99041006', 'Kreis', 'belegt', 'Elterngeldstellen sind die Jugendämter der Landkreise und kreisfreien Städte.', '§ 12 BEEG mit Thüringer Zuständigkeitsrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99041008', 'Bund', 'belegt', 'Kindergeld zahlt die Familienkasse der Bundesagentur für Arbeit.', '§ 67 EStG; § 7 BKGG');
INSERT INTO [zustaendigkeiten] VALUES ('99042001', 'Gemeinde', 'angenommen', 'Fischereischeine stellt nach Landesrecht die Gemeinde aus; bitte prüfen.', 'Thüringer Fischereigesetz');
INSERT INTO [zustaendigkeiten] VALUES ('99049', 'Bund', 'belegt', 'Führungszeugnisse erteilt das Bundesamt für Justiz.', '§§ 30, 30c BZRG');
INSERT INTO [zustaendigkeiten] VALUES ('99050012', 'Gemeinde', 'belegt', 'Gewerbeanzeigen nimmt die Gemeinde entgegen.', '§ 14 GewO mit Thüringer Zuständigkeitsrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99050023', 'Kreis', 'angenommen', 'Reisegewerbekarten erteilt nach Landesrecht die untere Gewerbebehörde; bitte prüfen.', '§ 55 GewO');
INSERT INTO [zustaendigkeiten] VALUES ('99052002', 'Bund', 'belegt', 'Auskünfte aus dem Gewerbezentralregister erteilt das Bundesamt für Justiz.', '§ 150 GewO');
INSERT INTO [zustaendigkeiten] VALUES ('99059', 'Gemeinde', 'belegt', 'Das Standesamt führt die Gemeinde.', '§ 1 PStG mit Thüringer Ausführungsrecht; Eheschließung: §§ 11, 12 PStG, Urkunden: § 55 PStG');
INSERT INTO [zustaendigkeiten] VALUES ('99067', 'Kreis', 'belegt', 'Untere Jagdbehörden sind die Landkreise und kreisfreien Städte.', '§ 15 BJagdG mit Thüringer Jagdgesetz');
INSERT INTO [zustaendigkeiten] VALUES ('99085', 'Gemeinde', 'belegt', 'Pässe stellt die Gemeinde aus (Passbehörde).', '§ 19 PassG mit Landesrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99088011', 'Kreis', 'belegt', 'Träger der Schülerbeförderung sind die Landkreise und kreisfreien Städte.', '§ 4 ThürSchFG');
INSERT INTO [zustaendigkeiten] VALUES ('99089016', 'Kreis', 'angenommen', 'Versammlungsbehörden sind nach Landesrecht die Kreisordnungsbehörden; bitte prüfen.', '§ 14 VersG mit Thüringer Zuständigkeitsrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99090023276', 'Gemeinde', 'belegt', 'Über geschützte Bäume im Ort entscheidet die Gemeinde nach ihrer Baumschutzsatzung.', '§ 29 BNatSchG mit kommunaler Satzung');
INSERT INTO [zustaendigkeiten] VALUES ('99099002', 'Kreis', 'belegt', 'Staatsangehörigkeitsbehörden sind die Landkreise und kreisfreien Städte.', '§§ 8 bis 10 StAG mit Thüringer Zuständigkeitsrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99101', 'Gemeinde', 'belegt', 'Das Standesamt führt die Gemeinde.', '§ 1 PStG mit Thüringer Ausführungsrecht; Sterbefälle: §§ 28 bis 31 PStG, Urkunden: § 55 PStG');
INSERT INTO [zustaendigkeiten] VALUES ('99102008', 'Land', 'belegt', 'Die Einkommensteuer setzt das Finanzamt fest.', '§ 19 AO; Art. 108 GG');
INSERT INTO [zustaendigkeiten] VALUES ('99102010', 'Gemeinde', 'belegt', 'Die Gewerbesteuer setzt die Gemeinde fest.', '§§ 1, 4 GewStG; Art. 106 Abs. 6 GG');
INSERT INTO [zustaendigkeiten] VALUES ('99102012', 'Gemeinde', 'belegt', 'Die Grundsteuer setzt die Gemeinde fest.', '§§ 1, 25 GrStG; Art. 106 Abs. 6 GG');
INSERT INTO [zustaendigkeiten] VALUES ('99102013', 'Gemeinde', 'belegt', 'Die Hundesteuer ist eine Steuer der Gemeinde.', '§ 5 ThürKAG; Art. 105 Abs. 2a GG');
INSERT INTO [zustaendigkeiten] VALUES ('99102017', 'Gemeinde', 'belegt', 'Die Zweitwohnungsteuer ist eine Steuer der Gemeinde.', '§ 5 ThürKAG; Art. 105 Abs. 2a GG');
INSERT INTO [zustaendigkeiten] VALUES ('99102019', 'Land', 'belegt', 'Die steuerliche Erfassung liegt beim Finanzamt.', '§§ 137, 138 AO');
INSERT INTO [zustaendigkeiten] VALUES ('99102064', 'Bund', 'belegt', 'Die Identifikationsnummer vergibt das Bundeszentralamt für Steuern.', '§ 139a AO');
INSERT INTO [zustaendigkeiten] VALUES ('99107009', 'Kreis', 'belegt', 'Örtliche Träger der Sozialhilfe sind die Landkreise und kreisfreien Städte.', '§ 3 SGB XII mit Thüringer Ausführungsrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99107018017001', 'Bund', 'belegt', 'Mutterschaftsgeld zahlt die gesetzliche Krankenkasse.', '§ 24i SGB V');
INSERT INTO [zustaendigkeiten] VALUES ('99107021', 'Kreis', 'belegt', 'Unterhaltsvorschuss zahlen die Jugendämter der Landkreise und kreisfreien Städte.', '§ 9 UhVorschG; § 69 SGB VIII');
INSERT INTO [zustaendigkeiten] VALUES ('99107023', 'Kreis', 'belegt', 'Wohngeldbehörden sind die Landkreise und kreisfreien Städte.', '§ 24 WoGG mit Thüringer Zuständigkeitsrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99107108', 'Bund', 'angenommen', 'Bürgergeld zahlt das Jobcenter. In einigen Kreisen und Städten ist das die Kommune selbst (zugelassene kommunale Träger), und dort gilt der Dienst der Bundesagentur nicht.', '§§ 6, 6a, 44b SGB II');
INSERT INTO [zustaendigkeiten] VALUES ('99108001', 'Kreis', 'angenommen', 'Über Parkausweise entscheidet die Straßenverkehrsbehörde; welche das ist, ist je Gemeinde zu prüfen.', '§ 2 der Thüringer Zuständigkeitsverordnung Straßenverkehrsrecht (StVRZustÜV TH) zu §§ 44 und 45 StVO');
INSERT INTO [zustaendigkeiten] VALUES ('99108009', 'Kreis', 'angenommen', 'Über Parkausweise entscheidet die Straßenverkehrsbehörde; welche das ist, ist je Gemeinde zu prüfen.', '§ 2 der Thüringer Zuständigkeitsverordnung Straßenverkehrsrecht (StVRZustÜV TH) zu §§ 44 und 45 StVO');
INSERT INTO [zustaendigkeiten] VALUES ('99108011', 'Kreis', 'angenommen', 'Über Haltverbote entscheidet die Straßenverkehrsbehörde; welche das ist, ist je Gemeinde zu prüfen.', '§ 2 der Thüringer Zuständigkeitsverordnung Straßenverkehrsrecht (StVRZustÜV TH) zu §§ 44 und 45 StVO');
INSERT INTO [zustaendigkeiten] VALUES ('99108047', 'Kreis', 'belegt', 'Fahrerlaubnisbehörden sind die Landkreise und kreisfreien Städte.', '§ 73 FeV mit § 4 StVRZustÜV TH');
INSERT INTO [zustaendigkeiten] VALUES ('99108049', 'Kreis', 'belegt', 'Fahrerlaubnisbehörden sind die Landkreise und kreisfreien Städte.', '§ 73 FeV mit § 4 StVRZustÜV TH');
INSERT INTO [zustaendigkeiten] VALUES ('99108062', 'Kreis', 'belegt', 'Fahrerlaubnisbehörden sind die Landkreise und kreisfreien Städte.', '§ 25a FeV mit § 4 StVRZustÜV TH');
INSERT INTO [zustaendigkeiten] VALUES ('99114045', 'Bund', 'belegt', 'Renten zahlt die Deutsche Rentenversicherung.', '§ 23 SGB I; §§ 125, 127 SGB VI');
INSERT INTO [zustaendigkeiten] VALUES ('99115', 'Gemeinde', 'belegt', 'Meldebehörde ist die Gemeinde.', '§ 1 BMG mit Landesrecht');
INSERT INTO [zustaendigkeiten] VALUES ('99133001', 'Gemeinde', 'belegt', 'Die Anerkennung der Vaterschaft kann beim Standesamt beurkundet werden, das die Gemeinde führt.', '§ 44 PStG');
INSERT INTO [sonderzustaendigkeiten] VALUES ('16063105', '99108001', 'unklar', 'Eisenach hat beim Wechsel in den Wartburgkreis vermutlich Aufgaben des Straßenverkehrs behalten; von der Stadt zu bestätigen.', 'Eingliederung Eisenachs zum 01.07.2021; § 2 der Thüringer Zuständigkeitsverordnung Straßenverkehrsrecht (StVRZustÜV TH) zu §§ 44 und 45 StVO');
INSERT INTO [sonderzustaendigkeiten] VALUES ('16063105', '99108009', 'unklar', 'Eisenach hat beim Wechsel in den Wartburgkreis vermutlich Aufgaben des Straßenverkehrs behalten; von der Stadt zu bestätigen.', 'Eingliederung Eisenachs zum 01.07.2021; § 2 der Thüringer Zuständigkeitsverordnung Straßenverkehrsrecht (StVRZustÜV TH) zu §§ 44 und 45 StVO');
INSERT INTO [sonderzustaendigkeiten] VALUES ('16063105', '99108011', 'unklar', 'Eisenach hat beim Wechsel in den Wartburgkreis vermutlich Aufgaben des Straßenverkehrs behalten; von der Stadt zu bestätigen.', 'Eingliederung Eisenachs zum 01.07.2021; § 2 der Thüringer Zuständigkeitsverordnung Straßenverkehrsrecht (StVRZustÜV TH) zu §§ 44 und 45 StVO');
INSERT INTO [stellenarten] VALUES ('\b(Landratsamt|Kreisverwaltung|Landkreis)\b|^[A-ZÄÖÜ][a-zäöüß-]*kreis\b', 20, 'Kreis', 'Verwaltung eines Landkreises', 'Landratsamt Wartburgkreis - Kfz-Zulassung', '§ 111 ThürKO (Landratsamt)');
INSERT INTO [stellenarten] VALUES ('\b(Stadt|Stadtverwaltung|Gemeinde|Gemeindeverwaltung|Landgemeinde|Verwaltungsgemeinschaft)\b', 40, 'Gemeinde', 'Verwaltung einer Gemeinde, wenn deren Name darin vorkommt', 'Stadtverwaltung Eisenach - Standesamt', '§§ 1 und 46 ThürKO (Gemeinde, Verwaltungsgemeinschaft)');
INSERT INTO [stellenarten] VALUES ('\bFinanzamt\b|^Thüringer |\bLandes(amt|verwaltungsamt)\b|\b(Amts|Land|Verwaltungs)gericht\b|\bStaatsanwaltschaft\b|ministerium\b', 30, 'Land', 'Behörde oder Gericht des Landes', 'Thüringer Landesverwaltungsamt', 'Behördenaufbau des Freistaats Thüringen');
INSERT INTO [stellenarten] VALUES ('^Bundes|^Agentur für Arbeit\b|\bHauptzollamt\b|\bFamilienkasse\b|^Deutsche Rentenversicherung\b', 10, 'Bund', 'Behörde oder Träger des Bundes', 'Bundesagentur für Arbeit - Agentur für Arbeit Suhl', 'Behördenaufbau des Bundes');
INSERT INTO [gewichte] VALUES ('aufwand', 'Aufwand', 30.0, 'Wie leicht sich die Lösung übernehmen lässt.', 'Regelwerk: Aufwandsstufen');
INSERT INTO [gewichte] VALUES ('bewaehrung', 'Bewährung', 20.0, 'Anteil der erfassten anderen Verwaltungen, die dafür genau diese Lösung nutzen.', 'Festlegung des Katalogs: was viele nutzen, ist erprobt');
INSERT INTO [gewichte] VALUES ('datensparsamkeit', 'Daten nur einmal', 5.0, 'Anteil der Datenfelder des Formulars, die schon bei einer Leistung der Kommune abgefragt werden.', 'FIM-Datenschemata, gemeinsame Felder');
INSERT INTO [gewichte] VALUES ('link', 'Link', 5.0, 'Ob bei einem der Geber der Link zum Ziel führt.', 'Prüfung der Links (thavel check links)');
INSERT INTO [gewichte] VALUES ('nachfrage', 'Nachfrage', 15.0, 'Fälle im Jahr in der eigenen Kommune, logarithmisch bezogen auf die häufigste Leistung.', 'Fallzahlen der Kommune (thavel import fallzahlen)');
INSERT INTO [gewichte] VALUES ('pflicht', 'Pflicht', 10.0, 'Ob die Leistung zum OZG oder zur EU-Verordnung 2018/1724 (SDG) gehört.', 'OZG-Umsetzungskatalog 2019; SDG-Bereich laut Quelle');
INSERT INTO [gewichte] VALUES ('reife', 'Reife', 5.0, 'Anteil der FIM-Bausteine Steckbrief, Datenschema und Prozess, die mit Gold oder Silber freigegeben sind.', 'FIM-Portal, Freigabestatus');
INSERT INTO [gewichte] VALUES ('trend', 'Trend', 5.0, 'Wie viele Verwaltungen die Leistung in den letzten zwölf Monaten neu anbieten, logarithmisch.', 'Änderungen im Katalog');
INSERT INTO [gewichte] VALUES ('verbreitung', 'Verbreitung', 30.0, 'Anteil der erfassten anderen Verwaltungen, die diese Leistung selbst online anbieten.', 'Festlegung des Katalogs: was viele anbieten, wird gebraucht');
INSERT INTO [gewichte] VALUES ('zustaendigkeit', 'Zuständigkeit', 10.0, 'Ob die Kommune zuständig ist.', 'Regelwerk: Zuständigkeiten und Sonderzuständigkeiten');
INSERT INTO [fachbereiche] VALUES ('99008', 'Bürgerbüro', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99012', 'Bauen', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99027', 'Standesamt', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99042', 'Ordnung', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99050', 'Gewerbe', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99053', 'Tiefbau und Verkehr', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99059', 'Standesamt', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99085', 'Bürgerbüro', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99089', 'Ordnung', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99090', 'Umwelt und Grünflächen', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99101', 'Standesamt', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99102', 'Finanzen und Steuern', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99107', 'Soziales', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99108', 'Tiefbau und Verkehr', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99115', 'Bürgerbüro', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [fachbereiche] VALUES ('99133', 'Standesamt', 'Übliche Gliederung einer Stadtverwaltung; von der Stadt anzupassen');
INSERT INTO [aktivitaetsarten] VALUES ('Entscheidungsart', '1', 'unklar', 'in der Codeliste entscheidungsart nachzusehen', 'Die Bedeutung des Codes ist hier nicht belegt');
INSERT INTO [aktivitaetsarten] VALUES ('Entscheidungsart', '2', 'unklar', 'in der Codeliste entscheidungsart nachzusehen', 'Die Bedeutung des Codes ist hier nicht belegt');
INSERT INTO [aktivitaetsarten] VALUES ('Referenzaktivitätengruppe', '1', 'ja', 'Informationen empfangen', 'XProzess 2.0: nur empfangene Daten und ihr Absender gehören zu dieser Gruppe (spezifischeAttribute1)');
INSERT INTO [aktivitaetsarten] VALUES ('Referenzaktivitätengruppe', '2', 'ja', 'Informationen bereitstellen', 'XProzess 2.0: nur bereitgestellte Daten und ihr Empfänger gehören zu dieser Gruppe (spezifischeAttribute2)');
INSERT INTO [aktivitaetsarten] VALUES ('Referenzaktivitätengruppe', '3', 'ja', 'formell prüfen (Zuständigkeit, Form, Vollständigkeit)', 'XProzess 2.0: zu dieser Gruppe gehört die Art der formellen Prüfung (spezifischeAttribute3)');
INSERT INTO [aktivitaetsarten] VALUES ('Referenzaktivitätengruppe', '4', 'unklar', 'in der Sache prüfen', 'XProzess 2.0: zu dieser Gruppe gehören nur Hilfsmittel (spezifischeAttribute4), ob es einen Beurteilungsspielraum gibt, steht dort nicht');
INSERT INTO [aktivitaetsarten] VALUES ('Referenzaktivitätengruppe', '5', 'unklar', 'entscheiden', 'XProzess 2.0: zu dieser Gruppe gehört die Entscheidungsart (spezifischeAttribute5), die vorgeht');
INSERT INTO [aktivitaetsarten] VALUES ('Referenzaktivitätengruppe', '7', 'unklar', 'andere beteiligen', 'XProzess 2.0: zu dieser Gruppe gehören Beteiligungsform und Mitwirkungspflicht (spezifischeAttribute7), der Ablauf hängt von anderen ab');
INSERT INTO [codes] VALUES ('leistungsadressat', '001', 'Bürgerinnen und Bürger', 'XZuFi, Leistungsadressat');
INSERT INTO [codes] VALUES ('leistungsadressat', '002', 'Unternehmen', 'XZuFi, Leistungsadressat');
INSERT INTO [codes] VALUES ('leistungsadressat', '003', 'Verwaltung', 'XZuFi, Leistungsadressat');
INSERT INTO [codes] VALUES ('leistungstyp', 'LO', 'Leistungsobjekt', 'Aufbau des Leistungsschlüssels (LeiKa)');
INSERT INTO [codes] VALUES ('leistungstyp', 'LOV', 'Leistungsobjekt mit Verrichtung', 'Aufbau des Leistungsschlüssels (LeiKa)');
INSERT INTO [codes] VALUES ('leistungstyp', 'LOVD', 'Leistungsobjekt mit Verrichtung und Detail', 'Aufbau des Leistungsschlüssels (LeiKa)');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '1', 'Regelung und Vollzug durch den Bund', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '10', 'Verwaltungsinterne Leistung', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '11', 'Rechte und Pflichten nach der SDG-Verordnung', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '12', 'Hilfsdienste nach der SDG-Verordnung', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '2', 'Regelung durch den Bund, Vollzug durch Land oder Kommune', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '2/3', 'Regelung durch den Bund, Vollzug durch Land oder Kommune, mit oder ohne Recht der Länder auf Abweichung', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '2a', 'Regelung durch den Bund, Vollzug durch das Land', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '2b', 'Regelung durch den Bund, Vollzug durch die Kommune', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '3', 'Regelung durch den Bund mit Recht der Länder auf Abweichung, Vollzug durch Land oder Kommune', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '3a', 'Regelung durch den Bund mit Recht der Länder auf Abweichung, Vollzug durch das Land', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '3b', 'Regelung durch den Bund mit Recht der Länder auf Abweichung, Vollzug durch die Kommune', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '4', 'Regelung durch das Land, Vollzug durch Land oder Kommune', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '4a', 'Regelung und Vollzug durch das Land', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '4b', 'Regelung durch das Land, Vollzug durch die Kommune', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '5', 'Regelung und Vollzug durch die Kommune', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '6', 'Allgemeine Hinweise', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:fim:leika:typisierung', '7', 'Servicerufnummern', 'FIM-Baustein Leistungen, Typisierung');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '02', 'Leistungsbezeichnung', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '03', 'Leistungsbezeichnung II', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '05', 'Kurztext', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '06', 'Volltext', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '07', 'Rechtsgrundlagen', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '08', 'Erforderliche Unterlagen', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '09', 'Voraussetzungen', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '11', 'Verfahrensablauf', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '14', 'Formulare', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '15', 'Weiterführende Informationen', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '16', 'Hinweise', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '18', 'Urheber', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '22', 'Zuständige Stelle', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '23', 'Ansprechpunkt', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '24', 'Teaser', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:de:xzufi:codeliste:leistungstextmodulleika', '25', 'Rechtsbehelf', 'XRepository, Codeliste leistungstextmodulleika');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:sdginformationsbereich', '0000000', 'keiner', 'XZuFi, Informationsbereich SDG');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:vertrauensniveau', '00', 'keines', 'FIM, Codeliste Vertrauensniveau');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:vertrauensniveau', '15', 'Basisregistrierung', 'FIM, Codeliste Vertrauensniveau');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:vertrauensniveau', '30', 'substanziell', 'FIM, Codeliste Vertrauensniveau');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:vertrauensniveau', '40', 'hoch', 'FIM, Codeliste Vertrauensniveau');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'bool', 'Wahrheitswert', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'date', 'Datum', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'datetime', 'Datum und Uhrzeit', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'file', 'Anlage (Datei)', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'num', 'Zahl', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'num_currency', 'Geldbetrag', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'num_int', 'Ganze Zahl', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'obj', 'Objekt', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'text', 'Text', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'text_latin', 'Text (String.Latin)', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.datentyp', 'time', 'Uhrzeit', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.feldart', 'input', 'Eingabefeld', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.feldart', 'label', 'Statisches Feld', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.feldart', 'select', 'Auswahlfeld', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.schemaelementart', 'ABS', 'abstrakt', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.schemaelementart', 'HAR', 'harmonisiert', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:fim:codeliste:xdatenfelder.schemaelementart', 'RNG', 'rechtsnormgebunden', 'FIM-Baustein Datenfelder, XDatenfelder 3.0.0');
INSERT INTO [codes] VALUES ('urn:xoev-de:xprozess:codeliste:status', '1', 'in Planung', 'FIM, Freigabestatus');
INSERT INTO [codes] VALUES ('urn:xoev-de:xprozess:codeliste:status', '2', 'in Bearbeitung', 'FIM, Freigabestatus');
INSERT INTO [codes] VALUES ('urn:xoev-de:xprozess:codeliste:status', '3', 'Entwurf', 'FIM, Freigabestatus');
INSERT INTO [codes] VALUES ('urn:xoev-de:xprozess:codeliste:status', '4', 'methodisch freigegeben', 'FIM, Freigabestatus');
INSERT INTO [codes] VALUES ('urn:xoev-de:xprozess:codeliste:status', '5', 'fachlich freigegeben (silber)', 'FIM, Freigabestatus');
INSERT INTO [codes] VALUES ('urn:xoev-de:xprozess:codeliste:status', '6', 'fachlich freigegeben (gold)', 'FIM, Freigabestatus');
INSERT INTO [codes] VALUES ('urn:xoev-de:xprozess:codeliste:status', '7', 'inaktiv', 'FIM, Freigabestatus');
INSERT INTO [codes] VALUES ('urn:xoev-de:xprozess:codeliste:status', '8', 'vorgesehen zum Löschen', 'FIM, Freigabestatus');
INSERT INTO [codes] VALUES ('zustaendigkeitsrolle', '01', 'Zuständige Stelle und Ansprechpunkt', 'XZuFi, Rolle einer Zuständigkeit');
INSERT INTO [codes] VALUES ('zustaendigkeitsrolle', '03', 'Ansprechpunkt', 'XZuFi, Rolle einer Zuständigkeit');
INSERT INTO [suchwoerter] VALUES ('abgeben, einreichen, erklären, vorlegen', 'Verrichtung', 'Entgegennahme, Abgabe, Erklärung, Anmeldung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('abmelden, abmeldung, beenden, kündigen, beendigung', 'Verrichtung', 'Abmeldung, Löschung, Stilllegung, Aufhebung, Rücknahme', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('anerkennen, anerkennung', 'Verrichtung', 'Anerkennung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('anlage, einrichtung, werk', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('anmelden, anmeldung', 'Verrichtung', 'Anmeldung, Registrierung, Eintragung, Meldung, Entgegennahme', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('apotheke, apotheker', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('arbeit, beschäftigung, tätigkeit, job', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('arbeitnehmer, beschäftigte, mitarbeiter, personal', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('arbeitslosengeld, arbeitslose', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('arbeitsplatz, arbeitsstelle, arbeitsstätte', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('arzneimittel, medikament, medizin', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('arzt, ärztlich, medizinisch, mediziner', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('ausfuhr, export, exportieren, ausführen', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('auskunft, anfordern, einholen, abfragen, abrufen', 'Verrichtung', 'Auskunft, Informationserteilung, Auszug, Mitteilung, Zusendung, Statusabfrage', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('ausland, drittland, ausländisch, grenzüberschreitend', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('ausländer, ausländisch, migrant', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('ausstellen, ausstellung', 'Verrichtung', 'Ausstellung, Erteilung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('ausweis, personalausweis', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('auszubildende, azubi, lehrling, ausbildung, lehre', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('bafög, ausbildungsförderung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('bank, kreditinstitut, finanzinstitut', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('bau, bauen, bauvorhaben, neubau', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('beantragen, antrag, anträge, beantragung, bekommen, erhalten, erwerben', 'Verrichtung', 'Erteilung, Bewilligung, Gewährung, Genehmigung, Zulassung, Erlaubnis, Ausstellung, Anerkennung, Befreiung, Förderung, Bescheinigung, Bestätigung, Verleihung, Zuteilung, Vergabe, Kostenübernahme, Zustimmung, Gestattung, Ausgabe, Feststellung, Erstattung, Zahlung, Auszahlung, Finanzierung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('beauftragen, auftrag', 'Verrichtung', 'Beauftragung, Durchführung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('befreien, befreiung', 'Verrichtung', 'Befreiung, Freistellung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('befreiung, freistellung, ausnahme', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('beglaubigen', 'Verrichtung', 'Beglaubigung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('behinderung, behinderte, schwerbehinderte, schwerbehinderung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('beitrag, beiträge, abgabe', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('beraten, beratung', 'Verrichtung', 'Beratung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('bereitstellen', 'Verrichtung', 'Bereitstellung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('beschwerde, eingabe', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('beschweren, beschwerde', 'Verrichtung', 'Beschwerde, Entgegennahme', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('bestellen, bestellung', 'Verrichtung', 'Bestellung, Zusendung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('bestätigen, bescheinigen, bescheinigung, bestätigung', 'Verrichtung', 'Bestätigung, Bescheinigung, Ausstellung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('beurkunden', 'Verrichtung', 'Beurkundung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('bewerben, bewerbung', 'Verrichtung', 'Bewerbung, Zulassung, Aufnahme, Einstellung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('bezahlen, zahlen, entrichten, zahlung', 'Verrichtung', 'Zahlung, Erhebung, Festsetzung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('bus, omnibus, kraftomnibus', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('daten, informationen, angaben', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('dauerhaft, unbefristet, dauernd', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('drittstaat, drittland, drittstaatsangehörige', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('ehepartner, ehegatte, ehefrau, ehemann, lebenspartner', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('einfuhr, import, einführen, importieren', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('einsehen, einsicht', 'Verrichtung', 'Einsicht, Auskunft', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('eintragen, eintragung', 'Verrichtung', 'Eintragung, Registrierung, Aufnahme, Vermerk', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('einwilligung, zustimmung, einverständnis', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('eltern, mutter, vater', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('erlaubnis', 'Verrichtung', 'Erlaubnis, Erteilung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('ermäßigung, ermäßigen, vergünstigung', 'Verrichtung', 'Ermäßigung, Befreiung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('ermäßigung, vergünstigung, nachlass, erlass', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('erstatten, erstattung', 'Verrichtung', 'Erstattung, Vergütung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('eu, europäische, union, mitgliedstaat', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('fehler, berichtigung, korrektur', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('festlegen, festsetzen, berechnen', 'Verrichtung', 'Festsetzung, Feststellung, Berechnung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('firmenname, firma', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('fischerei, angeln, fischen', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('flugzeug, luftfahrzeug', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('flüchtling, asyl, asylbewerber, schutzberechtigte', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('führerschein, fahrerlaubnis', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('garten, gartenbau, gärtner', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('gaststätte, restaurant, gaststättengewerbe, gastronomie', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('geburt, neugeborene, entbindung, schwangerschaft', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('gefahrstoff, chemikalie, gift', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('gefährlich, gefährdet, gefahr', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('gemeinde, kommune, kommunal, stadt', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('gemeinnützig, ehrenamtlich', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('genehmigen, genehmigung', 'Verrichtung', 'Genehmigung, Erteilung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('gestatten', 'Verrichtung', 'Gestattung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('grundstück, immobilie, liegenschaft, flurstück', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('gründung, gründen, errichtung, eröffnung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('haus, gebäude, wohngebäude', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('heirat, ehe, eheschließung, trauung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('hilfe, leistung, unterstützung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('hinterbliebene, witwe, waise, witwer', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('hund, hundehaltung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('inhaber, eigentümer, besitzer, halter', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('inland, deutschland, bundesrepublik, inländisch', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('internet, online, elektronisch, digital', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('jagd, jäger, jagen', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('kauf, kaufen, erwerb', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('kaufen', 'Verrichtung', 'Verkauf, Abgabe', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('kfz, kraftfahrzeug, auto, pkw, fahrzeug, wagen', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('kind, kinder, jugendliche', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('kita, kindergarten, kindertageseinrichtung, kindertagesstätte, tageseinrichtung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('kopie, abschrift, ausfertigung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('kosten, aufwendungen, ausgaben, gebühr', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('krank, krankheit, arbeitsunfähigkeit', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('krankenversicherung, krankenkasse, krankenversicherte', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('kredit, darlehen, finanzierung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('kurs, lehrgang, schulung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('lagerung, lagern, aufbewahrung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('landwirtschaft, landwirt, bauer', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('lebensmittel, nahrungsmittel', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('lkw, lastkraftwagen', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('lohn, gehalt, entgelt, arbeitsentgelt, vergütung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('löschen, löschung', 'Verrichtung', 'Löschung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('melden, anzeigen, mitteilen, informieren, übermitteln, hinweis, meldung, anzeige, mitteilung', 'Verrichtung', 'Anzeige, Meldung, Mitteilung, Entgegennahme, Übermittlung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('müll, abfall', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('nachname, familienname', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('nachweisen, belegen, nachweis', 'Verrichtung', 'Nachweis, Entgegennahme, Prüfung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('nutzen', 'Verrichtung', 'Nutzung, Gewährung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('parken, parkplatz, stellplatz', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('pass, reisepass', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('pfarrer, geistlich, kirche', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('pflegeversicherung, pflegekasse, pflegeversicherte', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('prüfen, prüfung', 'Verrichtung', 'Prüfung, Überprüfung, Durchführung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('rechtsanwalt, anwalt', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('registrieren, registrierung', 'Verrichtung', 'Registrierung, Eintragung, Erfassung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('reha, rehabilitation', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('reise, reisende, fahrgast', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('rente, altersrente', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('rentenversicherung, rentenkasse, rentner', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('rundfunk, fernsehen', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('sanieren, sanierung, modernisierung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('schiff, boot, wasserfahrzeug', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('schließung, auflösung, beendigung, aufgabe', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('schulden, überschuldung, insolvenz, zahlungsunfähigkeit', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('schule, schüler', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('schwanger, schwangerschaft, mutterschaft', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('senior, alter, ältere', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('soldat, bundeswehr', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('sozialversicherung, sozialabgaben', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('sperren, sperrung', 'Verrichtung', 'Sperrung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('sprengstoff, explosionsgefährlich, feuerwerk, pyrotechnisch', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('staatlich, öffentlich, amtlich', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('statistik, erhebung, befragung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('stelle, behörde, amt', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('steuerfrei, steuerbefreit', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('strahlung, radioaktiv, ionisierend', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('straße, verkehrsfläche', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('strom, elektrizität', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('studium, student, studierende, hochschule', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('stunden, stundung', 'Verrichtung', 'Stundung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('taxi, mietwagen, personenbeförderung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('teilnehmen, durchführen', 'Verrichtung', 'Durchführung, Angebot', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('tierarzt, tierärztlich, veterinär', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('tod, sterbefall, gestorben, verstorben', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('transport, beförderung, transportieren', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('ummelden, ummeldung', 'Verrichtung', 'Ummeldung, Änderung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('umtauschen', 'Verrichtung', 'Umtausch', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('umwelt, naturschutz, natur', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('unfallversicherung, unfallkasse, berufsgenossenschaft, unfallversicherte', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('unternehmen, betrieb, firma, unternehmer, gewerbetreibende, arbeitgeber', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('urkunde, bescheinigung, nachweis, zeugnis', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('verein, vereinigung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('verkauf, vertrieb, handel, verkaufen', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('verleihen', 'Verrichtung', 'Verleihung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('verlust, verloren, diebstahl, gestohlen', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('verlängern, verlängerung, erneuern', 'Verrichtung', 'Verlängerung, Erneuerung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('vermitteln, vermittlung', 'Verrichtung', 'Vermittlung, Zuweisung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('vermögen, kapital, eigentum', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('verstoß, verletzung, zuwiderhandlung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('vertreter, bevollmächtigte, vertretung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('verzichten', 'Verrichtung', 'Verzicht', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('veröffentlichen', 'Verrichtung', 'Veröffentlichung, Bekanntmachung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('vorübergehend, befristet, zeitweise', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('waffe, schusswaffe', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('wahl, wählen, stimmabgabe, wähler', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('wald, forst, forstwirtschaft', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('ware, produkt, erzeugnis, güter', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('wasser, gewässer', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('wechsel, änderung, wechseln, ändern', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('weiterbildung, fortbildung, qualifizierung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('widerrufen, widerruf', 'Verrichtung', 'Widerruf, Rücknahme', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('widersprechen, widerspruch', 'Verrichtung', 'Widerspruch, Entscheidung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('widerspruch, einspruch, rechtsbehelf', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('wohnung, wohnsitz, wohnraum', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('zahnarzt, zahnärztlich', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('zoll, zollverwaltung, zollbehörde', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('zuhause, häuslich, ambulant', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('zulassen, zulassung', 'Verrichtung', 'Zulassung, Erteilung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('zurückgeben, rückgabe', 'Verrichtung', 'Rückgabe, Rücknahme, Abgabe', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('zuschuss, förderung, beihilfe, unterstützung, zuwendung', 'gleichbedeutend', NULL, 'Allgemeiner Sprachgebrauch');
INSERT INTO [suchwoerter] VALUES ('ändern, änderung, anpassen, korrigieren, berichtigen, berichtigung', 'Verrichtung', 'Änderung, Berichtigung, Ergänzung, Umschreibung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
INSERT INTO [suchwoerter] VALUES ('überwachen', 'Verrichtung', 'Überwachung', 'Allgemeiner Sprachgebrauch, Verrichtungen der LeiKa-Namen');
