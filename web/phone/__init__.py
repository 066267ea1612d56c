"""One visit's checklist on a phone: a small static page that keeps what is typed without a line.

What it sends is recorded by the same functions as ``record``. A reload without connection needs
the page's service worker, and browsers start one only on https or on the machine itself.
"""
