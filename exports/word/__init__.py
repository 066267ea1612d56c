"""Papers as Word files (extra ``word``): from templates that the office may replace.

`of_visit` and `of_hazard` say what stands in them, ``templates/`` how they look (made by
`make_templates`), `fill` puts both together in a sandbox: a template may be anybody's.
"""

from exports.word.fill import paper_files
from exports.word.of_hazard import hazard_papers, together
from exports.word.of_visit import visit_papers
from exports.word.paper import KINDS, TITLES, Paper

__all__ = [
    "KINDS",
    "TITLES",
    "Paper",
    "hazard_papers",
    "paper_files",
    "together",
    "visit_papers",
]
