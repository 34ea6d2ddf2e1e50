"""The list of what goes wrong with files, texts and dates: each line has its test and outcome."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
CSV = "exchange/test_delimited.py"
XLSX = "exchange/test_workbooks.py"
PLAN = "services/test_intake.py"
DATES = "services/test_intake_dates.py"
WALL = "domain/test_wall_time.py"
TEXT = "services/test_hostile_text.py"
FOLD = "domain/test_fold.py"
COMMAND = "cli/test_taking_in.py"

# What a line must come to (refuse, ask once, neutralise with a count, exact, keep), and the test
# that holds it there.
LINES = (
    ("C1", "exact", CSV, "test_c1_spectrum_files_are_read_exactly"),
    ("C2", "ask", CSV, "test_c2_a_guess_is_shown_and_can_be_changed"),
    ("C3", "ask", CSV, "test_c3_a_separator_can_be_chosen_and_named_in_the_file"),
    ("C3", "refuse", CSV, "test_c3_quotes_that_do_not_close_are_refused_by_line"),
    ("C4", "refuse", CSV, "test_c4_a_cell_beyond_the_limit_is_refused_by_line"),
    ("C5", "refuse", CSV, "test_c5_a_nul_is_refused_by_line"),
    ("C6", "refuse", CSV, "test_c6_ragged_lines_are_listed"),
    ("C6", "refuse", CSV, "test_c6_tables_without_a_shape_are_refused"),
    ("C7", "keep", CSV, "test_c7_a_million_lines_show_their_progress_and_can_be_stopped"),
    ("C7", "keep", PLAN, "test_c7_stopping_while_it_is_written_writes_nothing"),
    ("C8", "neutralise", COMMAND, "test_c8_formulas_come_back_unchanged_and_never_run"),
    ("C9", "ask", PLAN, "test_the_same_file_is_recognised_with_date_and_person"),
    ("C10", "refuse", PLAN, "test_c10_one_bad_line_stops_all_unless_it_is_left_out"),
    ("C11", "ask", PLAN, "test_c11_dates_of_digits_are_asked_once_for_a_column"),
    ("C12", "exact", CSV, "test_c8_c12_cells_stay_the_text_they_are"),
    ("X1", "refuse", XLSX, "test_x1_to_x3_harmful_packs_are_refused"),
    ("X1", "refuse", XLSX, "test_x1_a_sheet_with_too_many_rows_or_columns_is_refused"),
    ("X2", "refuse", XLSX, "test_x2_broken_xml_is_refused"),
    ("X3", "refuse", XLSX, "test_x1_to_x3_harmful_packs_are_refused"),
    ("X4", "refuse", XLSX, "test_x4_what_is_no_workbook_is_named"),
    ("X5", "neutralise", XLSX, "test_x5_formulas_without_a_stored_result_are_counted"),
    ("X6", "neutralise", XLSX, "test_x6_hidden_and_merged_things_are_named"),
    ("X7", "ask", XLSX, "test_x7_days_from_1904_are_read_and_told"),
    ("X7", "ask", XLSX, "test_x7_the_day_that_1900_never_had_stays_visible"),
    ("X8", "neutralise", XLSX, "test_x8_errors_of_the_spreadsheet_are_kept_and_counted"),
    ("X9", "neutralise", XLSX, "test_x9_links_connections_and_macros_are_ignored_and_listed"),
    ("X10", "neutralise", COMMAND, "test_x10_signs_that_steer_a_terminal_are_replaced_visibly"),
    ("T1", "exact", CSV, "test_t1_all_naughty_strings_arrive_exactly"),
    ("T1", "exact", PLAN, "test_t1_all_naughty_strings_pass_through_unchanged"),
    ("T2", "neutralise", "ui/kit/test_text.py", "test_label_shows_every_string_as_it_is"),
    ("T3", "refuse", TEXT, "test_what_no_file_can_hold_is_refused_beside_its_field"),
    ("T4", "exact", FOLD, "test_twins_of_a_text_fold_alike"),
    ("T5", "exact", "documents/test_scripts.py", "test_text_is_read_in_its_order"),
    ("T6", "exact", PLAN, "test_t6_a_long_text_is_kept_whole"),
    ("T7", "neutralise", PLAN, "test_t7_a_homoglyph_name_is_asked_about"),
    ("T8", "exact", TEXT, "test_hostile_strings_are_searched_everywhere_without_harm"),
    # No text of a person is ever a link here, so none can lead elsewhere.
    ("T9", "neutralise", "ui/kit/test_text.py", "test_program_takes_no_text_format_but_plain"),
    ("D1", "ask", WALL, "test_missing_time_offers_both_sides_of_the_gap"),
    ("D2", "ask", WALL, "test_doubled_time_needs_the_choice"),
    ("D3", "exact", WALL, "test_missing_time_has_no_moment"),
    ("D4", "exact", WALL, "test_plain_time_is_exact"),
    ("D5", "ask", WALL, "test_one_moment_is_seen_from_two_capitals"),
    ("D6", "exact", WALL, "test_anniversary_keeps_its_day"),
    ("D6", "refuse", DATES, "test_what_is_no_day_says_why"),
    ("D7", "ask", WALL, "test_changed_law_keeps_the_wall_time_and_tells_the_shift"),
    ("D8", "exact", WALL, "test_shipped_zones_stand_in_for_the_system"),
    ("D9", "exact", WALL, "test_zone_of_the_machine_is_ignored"),
    ("D10", "exact", DATES, "test_what_can_mean_one_day_only_is_read"),
)
EXPECTED = {
    *(f"C{number}" for number in range(1, 13)),
    *(f"X{number}" for number in range(1, 11)),
    *(f"T{number}" for number in range(1, 10)),
    *(f"D{number}" for number in range(1, 11)),
}


@cache
def named_in(path: str) -> frozenset[str]:
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("line", "outcome", "path", "test"), LINES)
def test_each_line_has_its_test(line: str, outcome: str, path: str, test: str) -> None:
    assert outcome in {"refuse", "ask", "neutralise", "exact", "keep"}
    assert test in named_in(path)


def test_no_line_is_missing() -> None:
    assert {line for line, *_ in LINES} == EXPECTED
