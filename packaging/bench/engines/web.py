"""Set the content as a web page: with WeasyPrint as PDF/UA-1, or written out for an office."""

import sys
from html import escape
from pathlib import Path

import content

STYLE = """
@page { size: letter; margin: 22mm 25mm; @bottom-left { content: "Page " counter(page) } }
body { font: 10pt/14pt "Noto Sans" } h2 { font-size: 13pt } li { margin-bottom: 3pt }
table { font-size: 9pt; border-collapse: collapse } td, th { border-top: 0.5pt solid #c3ccd7 }
"""


def page() -> str:
    parts = ["<h1>Minutes of the meeting</h1>"]
    for item in content.items():
        parts.append(f"<h2>{item.number} {escape(item.title)}</h2>")
        parts += [f"<p>{escape(text)}</p>" for text in item.paragraphs]
        points = "".join(f"<li>{escape(text)}</li>" for text in item.points)
        parts.append(f"<ul>{points}</ul>")
    head = "".join(f"<th>{escape(cell)}</th>" for cell in content.HEAD)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in content.rows()
    )
    parts.append(f"<h2>Action items</h2><table><thead><tr>{head}</tr></thead>{body}</table>")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Minutes</title>'
        f"<style>{STYLE}</style></head><body>{''.join(parts)}</body></html>"
    )


def main(target: Path) -> None:
    if target.suffix == ".html":
        target.write_text(page(), encoding="utf-8")
        return
    import weasyprint  # noqa: PLC0415  (an office needs the page alone)

    weasyprint.HTML(string=page()).write_pdf(target, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
