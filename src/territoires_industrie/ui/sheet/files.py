"""The files of a sheet: the whole of it as PDF, and the note of two pages."""

from territoires_industrie.jobs.job import Job
from territoires_industrie.scene.view import View
from territoires_industrie.sheet.header import PAGE
from territoires_industrie.sheet.pdf import export_unit_pdf, sheet_file_name
from territoires_industrie.ui.by_address import top_address
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.sheet.options import SheetOptions
from territoires_industrie.wording import today


def show_pdf_button(label: str, view: View, *, is_note: bool) -> None:
    """Offer the PDF of the selected unit, made when it is asked for.

    Parameters
    ----------
    view
        Whose only selected unit has a sheet.
    """
    chosen = view.options_of(SheetOptions)
    options = {
        "base": f"{top_address()}{PAGE}",
        "day": today(),
        "weights": tuple(chosen.weight_of.items()),
        "similar_count": int(chosen.count),
        "is_note": is_note,
    }
    (code,) = view.selection
    show_file_button(
        label,
        FileToTake(
            sheet_file_name(view.level, code, is_note=is_note),
            "application/pdf",
            Job(export_unit_pdf, (view,), tuple(options.items()), kind=view.level),
        ),
        "note_pdf" if is_note else "fiche_pdf",
        icon=":material/picture_as_pdf:",
    )
