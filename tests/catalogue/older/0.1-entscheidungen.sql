PRAGMA application_id = 1414021445;
PRAGMA user_version = 1;
CREATE TABLE [entscheidungen] (
  [id] INTEGER NOT NULL,
  [zeitpunkt] TEXT NOT NULL,
  [ags] TEXT NOT NULL,
  [leistungsschluessel] TEXT NOT NULL,
  [fachbereich] TEXT NOT NULL,
  [status] TEXT NOT NULL CHECK ([status] IN ('vorgemerkt', 'in Prüfung', 'Nachnutzung beschlossen', 'umgesetzt', 'abgelehnt')),
  [person] TEXT NOT NULL,
  [notiz] TEXT,
  PRIMARY KEY ([id])
) STRICT;
CREATE INDEX [idx_entscheidungen_ags_leistungsschluessel] ON [entscheidungen] ([ags], [leistungsschluessel]);
CREATE TRIGGER [entscheidungen_update] BEFORE UPDATE ON [entscheidungen] BEGIN SELECT RAISE(ABORT, 'entscheidungen: Zeilen kommen nur hinzu.'); END;
CREATE TRIGGER [entscheidungen_delete] BEFORE DELETE ON [entscheidungen] BEGIN SELECT RAISE(ABORT, 'entscheidungen: Zeilen kommen nur hinzu.'); END;
CREATE TRIGGER [entscheidungen_insert] BEFORE INSERT ON [entscheidungen] WHEN NEW.[id] IN (SELECT [id] FROM [entscheidungen]) BEGIN SELECT RAISE(ABORT, 'entscheidungen: Zeilen kommen nur hinzu.'); END;
CREATE VIEW [entscheidungen_aktuell] AS SELECT id, zeitpunkt, ags, leistungsschluessel, fachbereich, status, person, notiz FROM entscheidungen
WHERE id IN (SELECT max(id) FROM entscheidungen GROUP BY ags, leistungsschluessel);
INSERT INTO [entscheidungen] VALUES (1, '2026-11-28T10:08:01Z', '16063105', '99027002012000', '32', 'vorgemerkt', 'ab', NULL);
INSERT INTO [entscheidungen] VALUES (2, '2026-11-28T10:08:10Z', '16063105', '99027002012000', '32', 'abgelehnt', 'ab', 'zu teuer');
