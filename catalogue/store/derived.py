"""Columns that follow from rows of several imports, computed at the end of every run, in whatever order they came."""

# A Leistung has several descriptions: those that name it first go before those that name it among others; of them
# Thüringen's own title comes first, then the Bund's, then the smallest id, so that the result does not depend on the
# order of imports.
_CITIZENS_TITLES = """
UPDATE leistungen SET bezeichnung_2 = chosen.bezeichnung
FROM (SELECT beschriebene_leistungen.leistungsschluessel, bezeichnung,
             row_number() OVER (PARTITION BY beschriebene_leistungen.leistungsschluessel
                                ORDER BY position > 0, redaktion = 'L100038' DESC, redaktion = 'B100019' DESC,
                                         beschreibung_id) AS place
      FROM beschriebene_leistungen JOIN leistungsbeschreibungen ON id = beschreibung_id
      WHERE bezeichnung IS NOT NULL AND verschwunden_am IS NULL) AS chosen
WHERE chosen.leistungsschluessel = leistungen.leistungsschluessel AND chosen.place = 1
  AND leistungen.bezeichnung_2 IS NOT chosen.bezeichnung
"""

# The schema's own words come first, then its Dokumentsteckbrief's, then the process that names the Dokumentsteckbrief.
_SCHEMA_LINKS = """
UPDATE datenschemata SET leistungsschluessel = chosen.leistungsschluessel, verknuepfung = chosen.verknuepfung
FROM (SELECT s.id, s.version, l.leistungsschluessel, l.verknuepfung
      FROM datenschemata s
      LEFT JOIN (SELECT *, row_number() OVER (
                     PARTITION BY schema_id, schema_version
                     ORDER BY verknuepfung = 'Beschreibung' DESC, verknuepfung = 'Dokumentsteckbrief' DESC,
                              leistungsschluessel) AS place
                 FROM schema_leistungen) l
        ON l.schema_id = s.id AND l.schema_version = s.version AND l.place = 1) AS chosen
WHERE chosen.id = datenschemata.id AND chosen.version = datenschemata.version
  AND (datenschemata.leistungsschluessel IS NOT chosen.leistungsschluessel
       OR datenschemata.verknuepfung IS NOT chosen.verknuepfung)
"""

# A process names its class without a version: the class of the same version comes first, then the newest.
_PROCESS_CLASSES = """
UPDATE prozesse SET klasse_version = chosen.klasse_version, operatives_ziel = chosen.operatives_ziel,
       handlungsform = chosen.handlungsform, verfahrensart = chosen.verfahrensart
FROM (SELECT p.id, p.version, p.detaillierungsstufe, k.version AS klasse_version, k.operatives_ziel, k.handlungsform,
             k.verfahrensart,
             row_number() OVER (PARTITION BY p.id, p.version, p.detaillierungsstufe
                                ORDER BY k.version = p.version DESC, k.version DESC) AS place
      FROM prozesse p LEFT JOIN prozessklassen k ON k.id = p.klasse_id) AS chosen
WHERE chosen.id = prozesse.id AND chosen.version = prozesse.version
  AND chosen.detaillierungsstufe = prozesse.detaillierungsstufe AND chosen.place = 1
  AND (prozesse.klasse_version IS NOT chosen.klasse_version
       OR prozesse.operatives_ziel IS NOT chosen.operatives_ziel
       OR prozesse.handlungsform IS NOT chosen.handlungsform
       OR prozesse.verfahrensart IS NOT chosen.verfahrensart)
"""

AFTER_A_RUN = (_CITIZENS_TITLES, _SCHEMA_LINKS, _PROCESS_CLASSES)
