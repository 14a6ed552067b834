"""FIM: the portal and its lists, XDatenfelder and XProzess."""
