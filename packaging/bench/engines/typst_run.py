"""Set the content with typst, tagged as PDF/UA-1."""

import sys

import content
import typst

ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\#*_`$<>@[]~-=/"})


def main(fonts: str, target: str) -> None:
    parts = [
        '#set document(title: "Minutes")',
        '#set page(paper: "us-letter", margin: (x: 25mm, y: 22mm), numbering: "1 of 1")',
        '#set text(font: "Noto Sans", size: 10pt, lang: "en")',
        "#title()",
    ]
    for item in content.items():
        parts.append(f"= {item.number} {_typed(item.title)}")
        parts += [f"{_typed(text)}\n" for text in item.paragraphs]
        parts += [f"- {_typed(text)}" for text in item.points]
    parts.append("= Action items")
    cells = ", ".join(f"[{_typed(cell)}]" for row in content.rows() for cell in row)
    head = ", ".join(f"[{_typed(cell)}]" for cell in content.HEAD)
    parts.append(
        "#set text(size: 9pt)\n#table(columns: (auto, 1fr, auto, auto, auto), "
        f"stroke: (y: 0.5pt), table.header({head}), {cells})"
    )
    typst.compile(
        "\n".join(parts).encode(), output=target, font_paths=[fonts], pdf_standards=["ua-1"]
    )


def _typed(text: str) -> str:
    return text.translate(ESCAPED)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
