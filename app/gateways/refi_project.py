"""Comments with their codes as a REFI-QDA project (.qdpx), written piece by piece to the disk.

Two layouts: a source for each comment, or one for each question with a paragraph for each comment, as some
programs cannot work with thousands of sources. The same comments give the same bytes.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import IO

from app.domain.refi import ORIGIN, Code, Comment, Span, guid, in_xml, one_line_end
from app.gateways.refi_codebook import HEAD, attribute, lines, text

NAMESPACE = "urn:QDA-XML:project:1.0"
PROJECT = "project.qde"
FIXED = (1980, 1, 1, 0, 0, 0)
BETWEEN = "\n\n"
"""Between two comments of one question."""


class Layout(StrEnum):
    COMMENTS = "comments"
    QUESTIONS = "questions"


def write(
    path: Path,
    *,
    name: str,
    codes: Sequence[Code],
    coders: Iterable[str],
    variables: Mapping[str, str],
    comments: Iterable[Comment],
    layout: Layout = Layout.COMMENTS,
) -> int:
    """Write the project; how many comments it has. `variables`: name -> what it means."""
    with tempfile.TemporaryDirectory(prefix=".project-", dir=path.parent) as place:
        making = _Making(Path(place), name, variables, {code for one in codes for code in ids(one)})
        with making:
            for comment in comments:
                making.take(comment, layout)
            making.end()
        making.assemble(codes, sorted(coders))
        _pack(path, Path(place), sorted(making.texts.values()))
        return making.count


def ids(code: Code) -> set[str]:
    return {str(code.id)} | {found for one in code.below for found in ids(one)}


class _Making:
    """Cases and sources grow in files of their own: in the project all cases stand before all sources."""

    def __init__(self, place: Path, name: str, variables: Mapping[str, str], known: set[str]) -> None:
        self.place, self.name, self.variables, self.known = place, name, variables, known
        self.count = 0
        self.texts: dict[str, str] = {}
        """Question -> the file of what was said to it."""
        self.lengths: dict[str, int] = {}
        self.open: dict[str, tuple[IO[str], IO[str]]] = {}

    def __enter__(self) -> None:
        self.files = ExitStack()
        self.cases, self.sources = self._file("cases"), self._file("sources")

    def __exit__(self, *_fault: object) -> None:
        self.files.close()

    def _file(self, name: str) -> IO[str]:
        return self.files.enter_context((self.place / name).open("w", encoding="utf-8", newline=""))

    def take(self, comment: Comment, layout: Layout) -> None:
        self.count += 1
        spans = tuple(span for span in comment.spans if str(span.code_id) in self.known)
        if layout is Layout.COMMENTS:
            self._whole(comment, spans)
        else:
            self._paragraph(comment, spans)

    def _whole(self, comment: Comment, spans: tuple[Span, ...]) -> None:
        source = guid("source", comment.id)
        self._case(comment, f'<SourceRef targetGUID="{source}"/>')
        self.sources.write(
            f'<TextSource guid="{source}" name={attribute(comment.name)}>\n'
            f"<PlainTextContent>{text(comment.words)}</PlainTextContent>\n"
        )
        parts = [span for span in spans if span.start is not None]
        self.sources.writelines(_selection(comment, span, 0, comment.words) for span in parts)
        self.sources.writelines(_coding(comment, span) + "\n" for span in spans if span.start is None)
        self.sources.write("</TextSource>\n")

    def _paragraph(self, comment: Comment, spans: tuple[Span, ...]) -> None:
        words, moved = one_line_end(in_xml(comment.words), spans)
        content, selections = self._of_question(comment.question)
        start = self.lengths[comment.question]
        content.write(words + BETWEEN)
        self.lengths[comment.question] = start + len(words) + len(BETWEEN)
        paragraph = guid("paragraph", comment.id)
        self._case(comment, f'<SelectionRef targetGUID="{paragraph}"/>')
        whole = "".join(_coding(comment, span) for span in moved if span.start is None)
        selections.write(
            f'<PlainTextSelection guid="{paragraph}" name={attribute(comment.name)}'
            f' startPosition="{start}" endPosition="{start + len(words)}">{whole}</PlainTextSelection>\n'
        )
        parts = [span for span in moved if span.start is not None]
        selections.writelines(_selection(comment, span, start, words) for span in parts)

    def _of_question(self, question: str) -> tuple[IO[str], IO[str]]:
        if question not in self.open:
            self.texts[question] = f"{guid('text', question)}.txt"
            self.lengths[question] = 0
            content = self._file(self.texts[question])
            self.open[question] = (content, self._file(self.texts[question] + ".selections"))
        return self.open[question]

    def _case(self, comment: Comment, reference: str) -> None:
        self.cases.write(f'<Case guid="{guid("case", comment.id)}" name={attribute(comment.name)}>\n')
        for variable in self.variables:
            if value := (comment.variables or {}).get(variable):
                self.cases.write(
                    f'<VariableValue><VariableRef targetGUID="{guid("variable", variable)}"/>'
                    f"<TextValue>{text(value)}</TextValue></VariableValue>\n"
                )
        self.cases.write(f"{reference}\n</Case>\n")

    def end(self) -> None:
        """Put the sources of questions where sources stand."""
        for question, stored in self.texts.items():
            selections = self.open[question][1]
            selections.close()
            self.sources.write(
                f'<TextSource guid="{guid("source", "question", question)}" name={attribute(question)}'
                f' plainTextPath="internal://{stored}">\n'
            )
            with (self.place / f"{stored}.selections").open(encoding="utf-8", newline="") as written:
                shutil.copyfileobj(written, self.sources)
            self.sources.write("</TextSource>\n")

    def assemble(self, codes: Sequence[Code], coders: Sequence[str]) -> None:
        """The project with its parts in the order that the schema wants; a part that is empty is left out."""
        with (self.place / PROJECT).open("w", encoding="utf-8", newline="") as file:
            named = f"name={attribute(self.name)} origin={attribute(ORIGIN)}"
            file.write(f'{HEAD}<Project xmlns="{NAMESPACE}" {named}>\n')
            if coders:
                users = "".join(
                    f'<User guid="{guid("coder", one)}" name={attribute(one)}/>\n' for one in coders
                )
                file.write(f"<Users>\n{users}</Users>\n")
            if codes:
                file.write("<CodeBook>\n")
                file.writelines(lines(codes))
                file.write("</CodeBook>\n")
            if self.variables:
                file.write("<Variables>\n")
                file.writelines(_variable(*one) for one in self.variables.items())
                file.write("</Variables>\n")
            for part, tag in (("cases", "Cases"), ("sources", "Sources")):
                if self.count:
                    file.write(f"<{tag}>\n")
                    with (self.place / part).open(encoding="utf-8", newline="") as written:
                        shutil.copyfileobj(written, file)
                    file.write(f"</{tag}>\n")
            file.write("</Project>\n")


def _variable(name: str, about: str) -> str:
    described = f"<Description>{text(about)}</Description>" if about else ""
    return (
        f'<Variable guid="{guid("variable", name)}" name={attribute(name)} typeOfVariable="Text">'
        f"{described}</Variable>\n"
    )


def _selection(comment: Comment, span: Span, offset: int, words: str) -> str:
    start, end = span.start or 0, span.end or 0
    identifier = guid("selection", comment.id, span.code_id, span.coder, start, end)
    return (
        f'<PlainTextSelection guid="{identifier}" name={attribute(words[start:end][:60])}'
        f' startPosition="{offset + start}" endPosition="{offset + end}"'
        f' creatingUser="{guid("coder", span.coder)}">{_coding(comment, span)}</PlainTextSelection>\n'
    )


def _coding(comment: Comment, span: Span) -> str:
    identifier = guid("coding", comment.id, span.code_id, span.coder, span.start, span.end)
    return (
        f'<Coding guid="{identifier}" creatingUser="{guid("coder", span.coder)}">'
        f'<CodeRef targetGUID="{span.code_id}"/></Coding>'
    )


def _pack(path: Path, place: Path, texts: Sequence[str]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, stored in [(PROJECT, PROJECT), *((f"Sources/{one}", one) for one in texts)]:
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with archive.open(entry, "w", force_zip64=True) as there, (place / stored).open("rb") as here:
                shutil.copyfileobj(here, there)
