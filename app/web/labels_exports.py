"""The words of exports: which files there are, how one stands, and why one is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.export_asked import ExportFault
from app.domain.export_tables import ExportFile
from app.domain.insight import WorkStatus

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ExportFile: {
        ExportFile.TIDY: _l("Tables (CSV): comments and their codes"),
        ExportFile.WIDE: _l("A table of 0 and 1 (CSV), for SPSS and R"),
        ExportFile.JSON: _l("For programs (JSON)"),
        ExportFile.WORKBOOK: _l("A workbook for Excel (XLSX)"),
        ExportFile.CODEBOOK: _l("The codes alone (REFI-QDA, .qdc)"),
        ExportFile.PROJECT: _l("A coding project, one text a comment (.qdpx)"),
        ExportFile.PROJECT_BY_QUESTION: _l("A coding project, one text a question (.qdpx)"),
    },
    WorkStatus: {
        WorkStatus.WAITING: _lp("export", "Being made"),
        WorkStatus.DONE: _lp("export", "Made"),
        WorkStatus.FAILED: _lp("export", "Went wrong"),
    },
}
SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    WorkStatus: {WorkStatus.WAITING: "todo", WorkStatus.DONE: "yes", WorkStatus.FAILED: "cannot"},
}
FILE_HINTS: Mapping[ExportFile, str] = {
    ExportFile.TIDY: _l("Two files, with a list that says what every column means."),
    ExportFile.WIDE: _l("One row a comment, one column a code."),
    ExportFile.JSON: _l("The same two tables in one file."),
    ExportFile.WORKBOOK: _l("With a cover and notes. It takes a little while."),
    ExportFile.CODEBOOK: _l("For NVivo, MAXQDA, ATLAS.ti, QualCoder and others. No comments in it."),
    ExportFile.PROJECT: _l("Comments, codes and coders' numbers for the same programs."),
    ExportFile.PROJECT_BY_QUESTION: _l("For programs that are slow with thousands of texts."),
}
FAULTS: Mapping[ExportFault, str] = {
    ExportFault.NO_PURPOSE: _l("Say what you will use it for"),
    ExportFault.SHORT_PURPOSE: _l("Say in a few more words what you will use it for"),
    ExportFault.LONG_PURPOSE: _l("Use 500 letters or fewer"),
    ExportFault.NO_FILES: _l("Choose at least one file"),
    ExportFault.TOO_MANY: _l(
        "These are more than 20,000 comments. Choose tables (CSV) or JSON, or fewer comments"
    ),
    ExportFault.NOTHING: _l("There is nothing to take: nobody said anything yet, or too few people did"),
    ExportFault.NO_CODES: _l("There are no codes yet. Leave out the file of codes"),
}
