"""Catalogues as older versions left them, as SQL, and the script that wrote them."""
